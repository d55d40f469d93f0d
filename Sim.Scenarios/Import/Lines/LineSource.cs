using System.Text;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Lines;

/// <summary>The lines of a file that a machine wrote and that may be large: one at a time, so that memory does not grow with the file.</summary>
sealed class LineSource(ImportSource input, DiagnosticBag bag)
{
    /// <summary>Longest line in characters: what is longer is of no format, and read no further.</summary>
    public const int MaxLineLength = 4096;

    /// <summary>Lines that <see cref="Head"/> keeps.</summary>
    const int HeadLines = 200;

    const int BlockLength = 1 << 16;

    readonly char[] _block = new char[BlockLength];
    readonly StringBuilder _line = new(MaxLineLength);
    int _at, _end;

    /// <summary>Path as the user gave it.</summary>
    public string Path => input.Path;

    /// <summary>The first lines, by which a file of another kind is known.</summary>
    public List<string> Head { get; } = [];

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>True if the line that was read last is longer than <see cref="MaxLineLength"/>: its beginning is all there is of it.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The place of <paramref name="length"/> characters from <paramref name="column"/> on, from 1, in the line that was read last.</summary>
    public Place Place(string line, int column, int length) => new(new SourceSpan(Path, Number, column, Math.Max(1, length)), line);

    /// <summary>All lines; they end early, with a diagnostic, where the file is no text.</summary>
    public IEnumerable<string> Lines()
    {
        if (Open() is not { } reader)
            yield break;
        using (reader)
        {
            while (Next(reader) is { } line)
            {
                if (Head.Count < HeadLines)
                    Head.Add(line);
                yield return line;
            }
        }
    }

    StreamReader? Open()
    {
        try
        {
            if (InputFiles.IsDirectory(Path))
            {
                bag.Add(Code.Unreadable, "this is a directory, not a file", new SourceSpan(Path));
                return null;
            }

            // A task's name may be cut within a character: such bytes are characters that no function's name has.
            return new StreamReader(input.Open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            bag.Add(Code.Unreadable, "there is no such file", new SourceSpan(Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            bag.Add(Code.Unreadable, $"the file cannot be read: {Quoted.OneLine(exception.Message)}", new SourceSpan(Path));
        }

        return null;
    }

    // Null at the end of the file, or after a diagnostic.
    string? Next(StreamReader reader)
    {
        _line.Clear();
        Number++;
        IsCut = false;
        while (true)
        {
            if (_at == _end && !Fill(reader))
                return _line.Length > 0 && !bag.HasErrors ? _line.ToString() : null;
            var letter = _block[_at++];
            if (letter == '\n')
                return _line.ToString().TrimEnd('\r');
            if (letter == '\0')
                return Stop(Code.NotText, "the file has a NUL byte: this is not text");
            IsCut |= _line.Length == MaxLineLength;
            if (IsCut)
                continue;
            if (letter != '\uFEFF' || Number > 1)
                _line.Append(letter);
        }
    }

    bool Fill(StreamReader reader)
    {
        try
        {
            var first = Number == 1 && _end == 0;
            (_at, _end) = (0, reader.Read(_block));
            if (!first || BinaryFormat.Find(_block.AsSpan(0, _end)) is not { } binary)
                return _end > 0;
            bag.Add(Code.OtherFormat, $"this is {binary.What}", new SourceSpan(Path), $"Use {binary.Use}.");
            _end = 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Stop(Code.Unreadable, $"the file cannot be read: {Quoted.OneLine(exception.Message)}");
        }

        return false;
    }

    string? Stop(string code, string message)
    {
        bag.Add(code, message, new SourceSpan(Path, Number));
        return null;
    }
}
