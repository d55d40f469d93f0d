using System.Globalization;
using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Macros and repetitions: their bodies are collected as text, and read once arguments are in it.</summary>
sealed class Expansions(StatementSource source, ExpansionBudget budget, Scope scope, Func<long> offset, Func<int> openBlocks)
{
    const int MostNested = 200;

    // Each repetition has two names.
    static readonly string[] Repetitions = [".rept", ".rep", ".irp", ".irep", ".irpc", ".irepc"];

    readonly Dictionary<string, Macro> _macros = new(StringComparer.OrdinalIgnoreCase);
    readonly List<SourceStatement> _body = [];
    SourceStatement? _head;
    int _nested;
    int _calls;
    bool _isAlternate;

    public static IEnumerable<string> Names => [".macro", .. Repetitions, ".endm", ".endr", ".exitm", ".purgem", ".altmacro", ".noaltmacro"];

    public IEnumerable<string> MacroNames => _macros.Keys;

    /// <summary>Reads <paramref name="statement"/> if it belongs to a body.</summary>
    public bool Collect(in SourceStatement statement)
    {
        if (_head is not { } head)
            return false;
        var (directive, isMacro) = (statement.Directive, head.Directive == ".macro");
        if (isMacro ? directive == ".macro" : Repetitions.Contains(directive))
            _nested++;
        if (directive == (isMacro ? ".endm" : ".endr") || (isMacro && directive == ".endmacro"))
            _nested--;
        if (_nested > 0)
        {
            _body.Add(statement);
            return true;
        }

        _head = null;
        SourceStatement[] body = [.. _body];
        _body.Clear();
        if (isMacro)
            Define(head, body);
        else
            Repeat(head, body);
        return true;
    }

    /// <summary>Carries out a directive about macros or repetitions, or the call of a macro.</summary>
    /// <param name="closeBlocks">Closes conditional blocks down to a number of them.</param>
    /// <returns>False if <paramref name="statement"/> is neither.</returns>
    public bool Run(in SourceStatement statement, Action<int> closeBlocks)
    {
        switch (statement.Directive)
        {
            case ".macro":
            case var directive when Repetitions.Contains(directive):
                (_head, _nested) = (statement, 1);
                return true;
            case ".exitm":
                if (!source.IsInMacro)
                    Fail(statement, "SIM211", "'.exitm' outside of a macro");
                closeBlocks(source.LeaveMacro());
                return true;
            case ".purgem":
                if (!_macros.Remove(statement.Operands))
                    Fail(statement, "SIM201", $"there is no macro '{statement.Operands}'");
                return true;
            case ".endm" or ".endr" or ".endmacro":
                Fail(statement, "SIM211", $"'{statement.Directive}' without its beginning");
                return true;
            case ".altmacro" or ".noaltmacro":
                _isAlternate = statement.Directive == ".altmacro";
                return true;
            default:
                return Call(statement);
        }
    }

    /// <summary>Reports a body without an end.</summary>
    public void ReportOpen(DiagnosticBag bag)
    {
        if (_head is not { } head)
            return;
        var end = head.Directive == ".macro" ? ".endm" : ".endr";
        bag.Add("SIM211", $"'{head.Directive}' has no '{end}'", head.SpanOf(head.Directive), null, head.LineText);
    }

    void Define(in SourceStatement head, IReadOnlyList<SourceStatement> body)
    {
        var (name, parameters) = Macro.ReadHead(head.Operands);
        if (name.Length == 0)
            Fail(head, "SIM202", "the statement ends where the name of a macro is needed");
        if (!_macros.TryAdd(name, new Macro(name, parameters, body)))
            Fail(head, "SIM208", $"macro '{name}' is defined for the second time", "take the first one away with .purgem");
    }

    bool Call(in SourceStatement statement)
    {
        var text = statement.Text;
        var length = text.IndexOfAny([' ', '\t']);
        if (!_macros.TryGetValue(length < 0 ? text : text[..length], out var macro))
            return false;
        var values = macro.Bind(Arguments(statement, length < 0 ? "" : text[length..].Trim()), out var mistake);
        if (mistake is not null)
            Fail(statement, "SIM202", mistake);
        Push(statement, Substitution.Into(macro.Body, values, _calls++, $"in macro '{macro.Name}', called in line {statement.Line}", budget, _isAlternate), isMacro: true);
        return true;
    }

    void Repeat(in SourceStatement head, SourceStatement[] body)
    {
        if (body.Length == 0)
            return;
        var within = $"in the {head.Directive} of line {head.Line}";
        IEnumerable<Dictionary<string, string>> rounds;
        if (head.Directive is ".rept" or ".rep")
        {
            var read = Lexer.Read(head);
            var cursor = new TokenCursor(read, 1);
            var count = new OperandReader(cursor, scope, offset()).Number("number of repetitions", 0, 1 << 20);
            cursor.ExpectEnd();
            rounds = Enumerable.Range(0, (int)count).Select(_ => new Dictionary<string, string>());
        }
        else
        {
            var parts = Arguments(head, head.Operands);
            if (parts.Count == 0)
                Fail(head, "SIM202", "the statement ends where a name is needed");
            var values = head.Directive is ".irp" or ".irep"
                ? parts.Count > 1 ? parts.Skip(1) : [""]
                : string.Concat(parts.Skip(1)).Select(c => c.ToString());
            rounds = values.Select(value => new Dictionary<string, string> { [parts[0]] = value });
        }

        Push(head, rounds.SelectMany(values => Substitution.Into(body, values, null, within, budget, _isAlternate)), isMacro: false);
    }

    List<string> Arguments(SourceStatement statement, string text) =>
        _isAlternate ? AlternateArguments.Split(text, expression => Evaluate(statement, expression)) : MacroArguments.Split(text);

    // %expression is its value in decimal.
    string Evaluate(in SourceStatement statement, string expression)
    {
        var at = statement.LineText.IndexOf(expression, statement.Start, StringComparison.Ordinal);
        var cursor = new TokenCursor(Lexer.Read(statement with { Start = at, End = at + expression.Length }), 0);
        var number = new OperandReader(cursor, scope, offset()).Constant();
        cursor.ExpectEnd();
        return number.ToString(CultureInfo.InvariantCulture);
    }

    void Push(in SourceStatement statement, IEnumerable<SourceStatement> statements, bool isMacro)
    {
        if (source.Depth == MostNested)
            Fail(statement, "SIM218", $"macros and repetitions are nested {MostNested} deep");
        source.Push(statement, statements, isMacro, openBlocks());
    }

    static void Fail(in SourceStatement statement, string code, string message, string? hint = null) =>
        throw new SyntaxException(new Diagnostic(code, message, statement.Span, hint, statement.LineText));
}
