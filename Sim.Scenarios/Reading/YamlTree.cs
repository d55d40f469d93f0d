using Sim.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sim.Scenarios.Reading;

/// <summary>Builds nodes from YAML text. Only plain trees: no anchors, aliases, tags or second documents.</summary>
sealed class YamlTree
{
    const int MaxDepth = 16;

    readonly TextFile _file;
    readonly DiagnosticBag _bag;
    readonly Parser _parser;

    YamlTree(TextFile file, DiagnosticBag bag)
    {
        _file = file;
        _bag = bag;
        _parser = new Parser(new StringReader(file.Text));
    }

    /// <summary>The only document of <paramref name="file"/>, or null with a diagnostic where it is not one plain tree.</summary>
    public static Node? Read(TextFile file, DiagnosticBag bag)
    {
        var tree = new YamlTree(file, bag);
        try
        {
            return tree.Document();
        }
        catch (Rejected)
        {
            return null;
        }
        catch (YamlException) when (tree.TabInIndentation() is { } tab)
        {
            tab.Report(bag, Code.Syntax, "not YAML: a tab indents this line", "Indent with blanks.");
            return null;
        }
        catch (YamlException exception)
        {
            var message = Quoted.OneLine(exception.InnerException?.Message ?? exception.Message);
            tree.PlaceOf(exception.Start).Report(bag, Code.Syntax, $"not YAML: {message}");
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The parser says what is wrong in most cases, not in all.
            var end = tree.PlaceOf(tree._parser.Current?.End ?? Mark.Empty);
            end.Report(bag, Code.Syntax, "not YAML from here on: a bracket, brace or quote is missing");
            return null;
        }
    }

    // The parser reports these elsewhere.
    Place? TabInIndentation()
    {
        for (var line = 0; line < _file.Lines.Count; line++)
        {
            var tab = _file.Lines[line].AsSpan().IndexOfAnyExcept(' ');
            if (tab >= 0 && _file.Lines[line][tab] == '\t')
                return _file.Span(line + 1, tab + 1, 1);
        }

        return null;
    }

    Node Document()
    {
        Next();
        Next();
        if (_parser.Current is StreamEnd)
            throw Reject(_file.Line(1), Code.DocumentCount, "the file is empty");
        Next();
        var root = Node(0);
        Next();
        Next();
        if (_parser.Current is DocumentStart)
            throw Reject(PlaceOf(_parser.Current), Code.DocumentCount, "a second document begins here; a file holds one");
        return root;
    }

    Node Node(int depth)
    {
        var start = _parser.Current!;
        var place = PlaceOf(start);
        if (start is AnchorAlias alias)
            throw Reject(place, Code.AnchorOrTag, $"alias {Quoted.Text("*" + alias.Value)} is not allowed: write the value out");
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
            throw Reject(place, Code.AnchorOrTag, $"anchor {Quoted.Text("&" + anchored.Anchor)} is not allowed: write values out");
        if (start is NodeEvent { Tag.IsEmpty: false } tagged)
            throw Reject(place, Code.AnchorOrTag, $"tag {Quoted.Text(tagged.Tag.ToString())} is not allowed");
        if (depth > MaxDepth)
            throw Reject(place, Code.TooDeep, $"nested deeper than {MaxDepth} levels");

        return start switch
        {
            YamlDotNet.Core.Events.Scalar scalar => new Scalar(place, Quoted.Visible(scalar.Value)),
            SequenceStart => new Sequence(place, Items(depth)),
            _ => new Mapping(depth == 0 ? _file.Line(place.At.Line) : place, Entries(depth)),
        };
    }

    List<Node> Items(int depth)
    {
        var items = new List<Node>();
        for (Next(); _parser.Current is not SequenceEnd; Next())
            items.Add(Node(depth + 1));
        return items;
    }

    List<Entry> Entries(int depth)
    {
        var entries = new List<Entry>();
        var keys = new Dictionary<string, Place>();
        for (Next(); _parser.Current is not MappingEnd; Next())
        {
            var key = Node(depth + 1);
            Next();
            var value = Node(depth + 1);
            if (key is not Scalar name)
                key.Place.Report(_bag, Code.WrongType, $"{Quoted.Text(key)} cannot be a key");
            else if (keys.TryGetValue(name.Text, out var first))
                name.Place.Report(_bag, Code.DuplicateKey, $"key {Quoted.Text(name)} is given twice; first in line {first.At.Line}");
            else
            {
                keys.Add(name.Text, name.Place);
                entries.Add(new Entry(name, value));
            }
        }

        return entries;
    }

    void Next()
    {
        if (!_parser.MoveNext())
            throw new InvalidOperationException();
    }

    Place PlaceOf(ParsingEvent item)
    {
        var (line, column) = ((int)item.Start.Line, (int)item.Start.Column);
        if (item is SequenceStart or MappingStart)
            return _file.Span(line, column, 1);
        var end = item is YamlDotNet.Core.Events.Scalar && item.End.Line == line ? (int)item.End.Column : EndOf(line, column);
        return _file.Span(line, column, Math.Max(1, end - column));
    }

    int EndOf(int line, int column) => line >= 1 && line <= _file.Lines.Count ? _file.Lines[line - 1].TrimEnd().Length + 1 : column + 1;

    // The end of the text may be a line after the last one.
    Place PlaceOf(Mark mark) => mark.Line <= _file.Lines.Count
        ? _file.Span((int)mark.Line, (int)mark.Column, 1)
        : _file.Span(_file.Lines.Count, _file.Lines[^1].Length + 1, 1);

    Rejected Reject(Place place, string code, string message)
    {
        place.Report(_bag, code, message);
        return new Rejected();
    }

    /// <summary>Leaves the tree where reading on makes no sense; never leaves this file.</summary>
    sealed class Rejected : Exception;
}
