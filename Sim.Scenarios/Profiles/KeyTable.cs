using System.Text;

namespace Sim.Scenarios.Profiles;

/// <summary>The values of a kind of profile as a Markdown table, for the documents.</summary>
static class KeyTable
{
    public static string Of(ProfileKind kind)
    {
        var table = new StringBuilder("| value | allowed | what it is |\n|---|---|---|\n");
        foreach (var key in kind.Keys)
        {
            var left = key.Default is { } none ? FormattableString.Invariant($" Optional: {none} if not given.").Replace("False", "false", StringComparison.Ordinal)
                : key.Group is null ? "" : key.Group == key.Path ? " Optional." : $" Optional: all of `{key.Group}` or none.";
            table.Append($"| `{key.Path}` | {key.Form.Allowed} | {key.Sentence}{left} |\n");
        }

        return table.ToString();
    }
}
