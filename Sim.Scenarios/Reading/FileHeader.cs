using System.Text;
using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>The two keys with which every YAML file of Sim begins.</summary>
static class FileHeader
{
    /// <summary>The name that the file at <paramref name="path"/> must have: its own without extension; of stdin, whatever it says.</summary>
    public static string NameOf(string path, Mapping root) => path == StandardInput.Path && root.Find("name") is Scalar { Text.Length: > 0 } name
        ? name.Text : Path.GetFileNameWithoutExtension(path);

    // With room for what is put before and after it.
    const int MostBytes = 200;

    /// <summary>Reports a file that is not of the form <paramref name="schema"/>, or whose <c>name</c> is not that of the file, or not one for a directory of results.</summary>
    public static void Check(Mapping root, string schema, string fileName, DiagnosticBag bag)
    {
        var fields = new Fields(root, "the file", bag);
        var values = new ValueReader(bag);

        if (fields.Required("schema") is { } form && values.Text(form, "schema") is { } text && text != schema)
            form.Place.Report(bag, Code.Schema, $"schema {Quoted.Text(text)} is not '{schema}'");
        if (fields.Required("name") is not { } node || values.Text(node, "name") is not { } name)
            return;
        if (name != fileName)
            node.Place.Report(bag, Code.NameOfFile, $"name {Quoted.Text(name)} is not that of the file, {Quoted.Text(fileName)}");
        else if (Unfit(name) is { } reason)
            node.Place.Report(bag, Code.NameOfFile, $"name {Quoted.Text(name)} {reason}: results go to a directory of that name", "Letters, digits, '-' and '_' are safe everywhere.");
    }

    // The first that holds.
    static string? Unfit(string name) =>
        name is "." or ".." ? "means a directory that is there"
        : name.AsSpan().IndexOfAny('/', '\\') is >= 0 and var at ? $"has a '{name[at]}'"
        : name.Any(char.IsControl) ? "has control characters"
        : Encoding.UTF8.GetByteCount(name) > MostBytes ? FormattableString.Invariant($"is longer than {MostBytes} bytes")
        : null;
}
