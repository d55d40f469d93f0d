using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>Cuts a text into statements, and drops comments and the marks that a C preprocessor leaves.</summary>
sealed class Splitter(SourceText source, DiagnosticBag bag, string? within = null)
{
    static readonly string[] PreprocessorWords =
        ["define", "undef", "include", "if", "ifdef", "ifndef", "elif", "else", "endif", "error", "pragma"];

    readonly List<SourceStatement> _statements = [];
    SourceSpan? _openComment;
    string _openCommentLine = "";

    public IReadOnlyList<SourceStatement> Split()
    {
        var lines = source.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (_openComment is null && line.AsSpan().TrimStart() is ['#', ..])
                CheckMark(line, i + 1);
            else
                SplitLine(line, i + 1);
        }

        if (_openComment is { } open)
            bag.Add("SIM210", "comment '/*' is never closed by '*/'", open, null, _openCommentLine);
        return _statements;
    }

    // "# 12 "file.S"" says where a preprocessor found what follows; any other line with '#' in front is a comment.
    void CheckMark(string line, int number)
    {
        var word = new string([.. line.SkipWhile(c => c is '#' or ' ' or '\t').TakeWhile(char.IsAsciiLetter)]);
        if (!PreprocessorWords.Contains(word))
            return;
        var span = new SourceSpan(source.Name, number, line.IndexOf('#') + 1, line.TrimEnd().Length - line.IndexOf('#'));
        bag.Add("SIM217", $"'#{word}' is for the C preprocessor, which Sim is not", span,
            "preprocess it first: gcc -E file.S -o file.s", line);
    }

    void SplitLine(string line, int number)
    {
        var text = line.ToCharArray();
        var ends = new List<int>();
        var isInString = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (_openComment is not null)
            {
                var close = line.IndexOf("*/", at, StringComparison.Ordinal);
                var end = close < 0 ? text.Length : close + 2;
                Array.Fill(text, ' ', at, end - at);
                if (close >= 0)
                    _openComment = null;
                at = end - 1;
            }
            else if (isInString)
            {
                if (text[at] == '\\')
                    at++;
                else if (text[at] == '"')
                    isInString = false;
            }
            else if (text[at] == '"')
            {
                isInString = true;
            }
            else if (StartsAt(line, at, "//"))
            {
                Array.Fill(text, ' ', at, text.Length - at);
                break;
            }
            else if (StartsAt(line, at, "/*"))
            {
                (_openComment, _openCommentLine) = (new SourceSpan(source.Name, number, at + 1, 2), line);
                text[at] = text[at + 1] = ' ';
                at++;
            }
            else if (text[at] == ';')
            {
                ends.Add(at);
            }
        }

        // Its statements share the line.
        var (start, plain) = (0, new string(text).TrimEnd());
        foreach (var end in ends)
        {
            Add(plain, number, start, end);
            start = end + 1;
        }

        Add(plain, number, start, plain.Length);
    }

    void Add(string line, int number, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(line[start]))
            start++;
        while (end > start && char.IsWhiteSpace(line[end - 1]))
            end--;
        if (start < end)
            _statements.Add(new SourceStatement(source.Name, number, line, start, end, within));
    }

    static bool StartsAt(string line, int at, string text) => string.CompareOrdinal(line, at, text, 0, text.Length) == 0;
}
