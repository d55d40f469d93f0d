using System.Text;
using Sim.Core.Diagnostics;

namespace Sim.Reports.Gates;

/// <summary>What fails, as commands that GitHub Actions shows beside the lines of a change.</summary>
public static class GitHubAnnotations
{
    // GitHub shows no more of a step.
    const int Most = 10;

    /// <summary>A line each for the first ten checks that failed, then for the first ten that had nothing to check.</summary>
    /// <param name="gates">The checks.</param>
    /// <param name="workspace">The repository's folder, which paths are relative to. Null if unknown.</param>
    public static string Of(IEnumerable<Gate> gates, string? workspace)
    {
        var cases = gates.SelectMany(gate => gate.Cases).ToList();
        return Lines("error", cases.Where(one => one.State is GateState.Failed or GateState.Error)) + Lines("notice", cases.Where(one => one.State == GateState.Skipped));

        string Lines(string command, IEnumerable<GateCase> some) =>
            Join(command, [.. some.Select(one => Line(command, one.At, "sim", string.Join('\n', one.Details.Take(Most).Prepend(one.Message)), workspace))]);
    }

    /// <summary>A line each for the first ten mistakes in files.</summary>
    /// <param name="mistakes">The mistakes.</param>
    /// <param name="workspace">The repository's folder, which paths are relative to. Null if unknown.</param>
    public static string Of(IEnumerable<Diagnostic> mistakes, string? workspace) => Join(
        "error", [.. mistakes.Select(mistake => Line("error", mistake.At, mistake.Code, mistake.Hint is null ? mistake.Message : $"{mistake.Message}\nhint: {mistake.Hint}", workspace))]);

    static string Join(string command, List<string> lines) => string.Concat(
        (lines.Count <= Most ? lines : [.. lines.Take(Most - 1), Line(command, null, "sim", FormattableString.Invariant($"{lines.Count - Most + 1} more: see the job's output"), null)])
        .Select(line => line + "\n"));

    static string Line(string command, SourceSpan? at, string title, string message, string? workspace)
    {
        var text = new StringBuilder($"::{command} ");
        if (at is { } place)
        {
            text.Append("file=").Append(Property(Relative(place.File, workspace))).Append(',');
            if (place.Line > 0)
                text.Append("line=").Append(place.Line).Append(',');
            if (place.Column > 0)
                text.Append("col=").Append(place.Column).Append(',');
        }

        return text.Append("title=").Append(Property(title)).Append("::").Append(Data(message)).ToString();
    }

    static string Relative(string file, string? workspace)
    {
        if (workspace is null)
            return file;
        var path = Path.GetRelativePath(workspace, Path.GetFullPath(file)).Replace('\\', '/');
        return path.StartsWith("../", StringComparison.Ordinal) ? file : path;
    }

    // As the runner's own toolkit escapes them.
    static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
