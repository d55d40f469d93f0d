using System.Globalization;
using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Directives that choose the section.</summary>
/// <remarks>Code comes first in the object, then other sections that are loaded; the rest, such as debug information, is left out.</remarks>
sealed class SectionDirectives(ObjectBuilder builder)
{
    static readonly string[] Known = [".text", ".data", ".bss", ".section", ".pushsection", ".popsection", ".previous", ".subsection"];

    // What is loaded though it has no flags.
    static readonly string[] Loaded = [".text", ".data", ".rodata", ".bss", ".init", ".tdata"];

    public static IEnumerable<string> Names => Known;

    /// <returns>False if <paramref name="statement"/> is no such directive.</returns>
    public bool Run(in SourceStatement statement)
    {
        var directive = statement.Directive;
        switch (directive)
        {
            case ".text":
                builder.Enter(Numbered(directive, statement.Operands), isCode: true, isLoaded: true);
                return true;
            case ".data" or ".bss":
                builder.Enter(Numbered(directive, statement.Operands), isCode: false, isLoaded: true);
                return true;
            case ".section" or ".pushsection":
                EnterNamed(statement, isPushed: directive == ".pushsection");
                return true;
            case ".subsection":
                var current = builder.Current;
                builder.Enter(Numbered(current.Name.Split('#')[0], statement.Operands), current.IsCode, current.IsLoaded);
                return true;
            case ".popsection":
                if (!builder.Pop())
                    Fail(statement, "SIM211", "'.popsection' without '.pushsection' before it");
                return true;
            case ".previous":
                builder.GoBack();
                return true;
            default:
                return false;
        }
    }

    void EnterNamed(in SourceStatement statement, bool isPushed)
    {
        var parts = MacroArguments.Split(statement.Operands);
        if (parts.Count == 0)
            Fail(statement, "SIM202", "the statement ends where the name of a section is needed");
        var (name, flags) = (parts[0], parts.Count > 1 ? parts[1] : null);
        var known = builder.Find(name);
        var isCode = known?.IsCode ?? flags?.Contains('x', StringComparison.Ordinal) ?? name.Contains(".text", StringComparison.Ordinal);
        var isLoaded = known?.IsLoaded ?? flags?.Contains('a', StringComparison.Ordinal)
            ?? Loaded.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        if (isPushed)
            builder.Push(name, isCode, isLoaded);
        else
            builder.Enter(name, isCode, isLoaded);
    }

    // Subsections come after their section.
    static string Numbered(string name, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? $"{name}#{n}" : name;

    static void Fail(in SourceStatement statement, string code, string message) =>
        throw new SyntaxException(new Diagnostic(code, message, statement.Span, null, statement.LineText));
}
