using Sim.Core.Diagnostics;
using Sim.Scenarios.Import.Calls;
using Sim.Scenarios.Import.Counts;
using Sim.Scenarios.Import.Lines;

namespace Sim.Tests.Scenarios.Import;

/// <summary>Texts that a user gives to <c>sim import</c>.</summary>
static class Importing
{
    /// <summary>Called functions in order, separated by blanks.</summary>
    public static string Functions(string text) => string.Join(' ', Trace(text).Trace.Calls.Select(call => Trace(text).Trace.Functions[call.Function]));

    public static TraceFile Trace(string text, int? cpu = null)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var file = TraceFile.Read(ImportSource.File(folder.Write("t.txt", text)), cpu, bag);
        Assert.That(folder.Show(bag), Is.Empty);
        return file!;
    }

    public static FunctionProfileFile Profile(string text)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var file = FunctionProfileFile.Read(ImportSource.File(folder.Write("p.txt", text)), bag);
        Assert.That(folder.Show(bag), Is.Empty);
        return file!;
    }

    /// <summary>Functions with their hits, as <c>f=1 g=2</c>.</summary>
    public static string Hits(string text) =>
        string.Join(' ', Profile(text).Profile.Functions.Select(function => FormattableString.Invariant($"{function.Name}={function.Hits}")));

    /// <summary>What a user sees who imports <paramref name="text"/> as a trace, or as a profile.</summary>
    public static string Mistakes(string text, bool asTrace)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var input = ImportSource.File(folder.Write("f", text));
        var found = asTrace ? (object?)TraceFile.Read(input, null, bag) : FunctionProfileFile.Read(input, bag);
        Assert.That(found, Is.Null);
        return folder.Show(bag);
    }
}
