using System.Text;

namespace Sim.Reports.Gates;

/// <summary>Markdown for the page of a CI job, which takes so much and no more.</summary>
public static class JobSummary
{
    /// <summary>Bytes that GitHub takes of a step; it drops all of a longer summary.</summary>
    public const int MostBytes = 1 << 20;

    const string Cut = "\n\nThe rest does not fit on this page.\n";

    /// <summary><paramref name="markdown"/>, cut after a line if it does not fit; empty where nothing fits.</summary>
    /// <param name="markdown">What to show.</param>
    /// <param name="taken">Bytes that earlier commands of the step took.</param>
    public static string Fit(string markdown, long taken)
    {
        var room = MostBytes - taken;
        if (Encoding.UTF8.GetByteCount(markdown) <= room)
            return markdown;
        room -= Cut.Length;
        var end = 0;
        for (var (start, used) = (0, 0L); start < markdown.Length;)
        {
            var newline = markdown.IndexOf('\n', start);
            var next = newline < 0 ? markdown.Length : newline + 1;
            used += Encoding.UTF8.GetByteCount(markdown.AsSpan(start, next - start));
            if (used > room)
                break;
            (start, end) = (next, next);
        }

        return end == 0 ? "" : markdown[..end] + Cut;
    }
}
