using Sim.Core.A64.Coding;
using Sim.Core.A64.Parsing;
using Sim.Core.A64.Table;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>One walk through the statements of a text. The first ones find the offsets of labels, the last uses them.</summary>
sealed class Pass
{
    // Further ones are not read: most of them would be the same in another repetition. In the first pass, some are due to labels further down.
    const int MostMistakes = 100;
    const int MostInFirst = 20_000;

    const long MostBytes = 1 << 24;
    const int MostItems = 1 << 19;

    readonly Scope _scope;
    readonly ObjectBuilder _builder;
    readonly LabelReader _labels;
    readonly Directives _directives;
    readonly FloatDirectives _floats;
    readonly SectionDirectives _sections;
    readonly Conditions _conditions;
    readonly ConditionalBlocks _blocks = new();
    readonly StatementSource _statements;
    readonly Expansions _expansions;
    readonly Dictionary<string, SourceText> _texts;
    readonly ExpansionBudget _budget = new();
    readonly HashSet<Diagnostic> _known = [];
    int _mistakes;
    readonly SourceText _text;

    /// <param name="text">The text, for its name and for what it includes.</param>
    /// <param name="statements">Its statements.</param>
    /// <param name="constants">Given from outside.</param>
    /// <param name="before">The pass before, which knows all labels; null for the first one.</param>
    public Pass(SourceText text, IReadOnlyList<SourceStatement> statements, IReadOnlyDictionary<string, long> constants, Pass? before)
    {
        (_text, _texts) = (text, new() { [text.Name] = text });
        _scope = new Scope(constants, before?.Labels);
        _builder = new ObjectBuilder(_scope, before?._builder.Layout() ?? []);
        _labels = new LabelReader(_scope, _builder);
        _directives = new Directives(_scope, _builder);
        _floats = new FloatDirectives(_builder);
        _sections = new SectionDirectives(_builder);
        _conditions = new Conditions(_scope);
        _statements = new StatementSource(statements, _budget);
        _expansions = new Expansions(_statements, _budget, _scope, () => _builder.OffsetBytes, () => _blocks.Count);
    }

    public IReadOnlyDictionary<string, long> Labels => _scope.Labels;

    /// <summary>True if what is in this object would be elsewhere in the next pass.</summary>
    public bool HasSections => _builder.Sections.Count > 1;

    /// <summary>What is wrong with the text.</summary>
    public DiagnosticBag Mistakes { get; private set; } = [];

    /// <summary>True if the text grows without end: that is the one mistake, and all others may follow from it.</summary>
    public bool IsEndless { get; private set; }

    /// <summary>True if the end of the text was not reached: the mistakes so far are all there is to say.</summary>
    public bool IsStopped { get; private set; }

    public ObjectFile Run()
    {
        SourceStatement statement = default;
        while (!IsStopped && TryRead(ref statement))
        {
        }

        if (!IsStopped)
        {
            LayPools();
            _expansions.ReportOpen(Mistakes);
            _blocks.ReportOpen(Mistakes);
        }

        return new ObjectFile(_text.Name, _builder.Items, _scope.Labels, _directives.Globals, _builder.SizeBytes, _builder.AlignmentBytes)
        {
            CodeBytes = _builder.CodeBytes,
        };
    }

    // False at the end of the text.
    bool TryRead(ref SourceStatement statement)
    {
        try
        {
            if (!_statements.TryNext(out var next))
                return false;
            statement = next;
            if (!Read(statement))
                return false;
            if (_builder.TotalBytes > MostBytes || _builder.TotalItems > MostItems)
            {
                var most = _builder.TotalBytes > MostBytes ? $"{MostBytes >> 20} MiB" : FormattableString.Invariant($"{MostItems:N0} instructions and values");
                throw Mistake(statement, "SIM218", $"the text comes to more than {most} here");
            }
        }
        catch (SyntaxException mistake)
        {
            Add(mistake.Diagnostic, statement);
        }

        return true;
    }

    void Add(Diagnostic mistake, in SourceStatement statement)
    {
        if (mistake.Code == "SIM218")
        {
            Mistakes = [];
            IsEndless = IsStopped = true;
        }

        var explained = Explained(mistake, statement);
        if (_known.Add(explained))
            Mistakes.Add(explained);
        if (++_mistakes == (_scope.IsLayout ? MostInFirst : MostMistakes))
            IsStopped = true;
    }

    void LayPools()
    {
        foreach (var section in _builder.Sections.ToList())
        {
            _builder.Enter(section.Name, section.IsCode, section.IsLoaded);
            _directives.LayPool();
        }
    }

    static Diagnostic Explained(Diagnostic mistake, in SourceStatement statement) => statement.Within is not { } within
        ? mistake
        : mistake with { Hint = mistake.Hint is { } hint ? $"{hint} ({within})" : within };

    // False for the end of the text.
    bool Read(SourceStatement statement)
    {
        if (_expansions.Collect(statement))
            return true;
        if (ConditionalBlocks.IsConditional(statement.Directive))
        {
            ReadConditional(statement);
            return true;
        }

        if (!_blocks.IsActive)
            return true;
        if (statement.Directive == ".end")
            return false;
        ReadActive(_labels.Define(statement));
        return true;
    }

    void ReadConditional(in SourceStatement statement)
    {
        switch (statement.Directive)
        {
            case ".endif":
                RequireNothing(statement);
                _blocks.Close(statement);
                break;
            case ".else":
                RequireNothing(statement);
                var wasUndecided = _blocks.IsUndecided;
                _blocks.Branch(statement, isLast: true);
                if (wasUndecided)
                    _blocks.Activate();
                break;
            case ".elseif":
                var isUndecided = _blocks.IsUndecided;
                _blocks.Branch(statement, isLast: false);
                if (isUndecided && _conditions.Hold(statement, _builder.OffsetBytes))
                    _blocks.Activate();
                break;
            case var directive when !Conditions.Names.Contains(directive):
                throw Mistake(statement, "SIM201", $"unknown directive '{directive}'", KnownDirectives.HintFor(directive));
            default:
                // Opened before the condition is read: its '.endif' must find it even if the condition is wrong.
                var isActive = _blocks.IsActive;
                _blocks.Open(statement);
                if (isActive && _conditions.Hold(statement, _builder.OffsetBytes))
                    _blocks.Activate();
                break;
        }
    }

    static void RequireNothing(in SourceStatement statement)
    {
        if (statement.Operands.Length > 0)
            new TokenCursor(Lexer.Read(statement), 1).ExpectEnd();
    }

    void ReadActive(in SourceStatement statement)
    {
        if (statement.Start >= statement.End || _expansions.Run(statement, _blocks.CloseTo))
            return;
        var directive = statement.Directive;
        if (IgnoredDirectives.Contains(directive) || _sections.Run(statement))
            return;
        LeftOutDirectives.Refuse(statement, _builder.Current.IsLoaded);
        if (!_builder.Current.IsLoaded && !Directives.NamesThings(directive))
            return;
        if (directive == ".include")
            Include(statement);
        else if (!_floats.Run(statement))
            ReadTokens(Lexer.Read(statement), statement.Text);
    }

    void Include(in SourceStatement statement)
    {
        var path = MacroArguments.Unquoted(statement.Operands);
        if (_texts[_texts.ContainsKey(statement.File) ? statement.File : _text.Name].Open?.Invoke(path) is not { } text)
            throw Mistake(statement, "SIM219", $"cannot include '{path}': there is no such text beside this one");

        _texts[text.Name] = text;
        if (_statements.Depth > 100)
            throw Mistake(statement, "SIM218", $"'{path}' includes itself");
        _statements.Push(statement, Spending(new Splitter(text, Mistakes).Split()), isMacro: false, _blocks.Count);
    }

    IEnumerable<SourceStatement> Spending(IReadOnlyList<SourceStatement> statements)
    {
        foreach (var statement in statements)
        {
            _budget.SpendLine();
            yield return statement;
        }
    }

    void ReadTokens(Statement statement, string text)
    {
        var (cursor, first) = (new TokenCursor(statement, 0), statement.Tokens[0]);
        if (first.Kind != TokenKind.Name)
            cursor.FailExpected("a label, directive or instruction");
        cursor.Next();
        var operands = new OperandReader(cursor, _scope, _builder.OffsetBytes);
        if (cursor.Accept("=") || cursor.Accept("=="))
            _directives.Set(operands, first);
        else if (cursor.Current.Text.Equals(".req", StringComparison.OrdinalIgnoreCase))
            _directives.NameRegister(operands, first);
        else if (first.Text[0] == '.')
            RunDirective(cursor, operands, first);
        else
            ReadInstruction(cursor, operands, first, text);
        cursor.ExpectEnd();
    }

    void RunDirective(TokenCursor cursor, OperandReader operands, Token first)
    {
        if (_directives.Run(first, operands))
            return;
        cursor.Fail("SIM201", $"unknown directive '{first.Text}'", first, hint: KnownDirectives.HintFor(first.Text));
    }

    void ReadInstruction(TokenCursor cursor, OperandReader operands, Token first, string text)
    {
        try
        {
            var (word, fixup) = InstructionReader.Read(operands, RowsOf(cursor, first), _scope);
            _builder.Add(word, fixup, cursor.Statement.Span(first, cursor.Statement.Tokens[^1]), text);
        }
        catch (SyntaxException)
        {
            // Even a mistaken instruction has its place, so that labels after it keep theirs.
            _builder.Skip(4);
            if (LeftOut.FamilyOf(first.Text, string.Concat(cursor.Statement.Tokens.SkipWhile(token => token != first).Skip(1).Select(token => token.Text))) is { } family)
                cursor.Fail("SIM200", $"this form of '{first.Text}' is left out: {family}", first);
            throw;
        }
    }

    IReadOnlyList<Row> RowsOf(TokenCursor cursor, Token first)
    {
        if (InstructionTable.Find(first.Text) is not { } rows)
        {
            if (LeftOut.FamilyOf(first.Text) is { } family)
                cursor.Fail("SIM200", $"'{first.Text}' is left out: {family}", first);
            var near = _mistakes > MostMistakes ? null
                : NearestName.Find(first.Text.ToLowerInvariant(), InstructionTable.Mnemonics.Concat(_expansions.MacroNames));
            cursor.Fail("SIM200", $"unknown mnemonic '{first.Text}'", first, hint: near is null ? null : $"did you mean '{near}'?");
            return [];
        }

        if (_builder.OffsetBytes % 4 != 0)
        {
            var message = $"'{first.Text}' is at offset {_builder.OffsetBytes}, which is not a multiple of 4";
            cursor.Fail("SIM212", message, first, hint: "put '.align 2' before it");
        }

        return rows;
    }

    static SyntaxException Mistake(in SourceStatement statement, string code, string message, string? hint = null) =>
        new(new Diagnostic(code, message, statement.Directive.Length > 0 ? statement.SpanOf(statement.Directive) : statement.Span, hint,
            statement.LineText));
}
