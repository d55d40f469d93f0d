using Sim.Core.A64.Coding;
using Sim.Core.A64.Parsing;
using Sim.Core.A64.Table;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>One walk through the statements of a text. The first ones find the offsets of labels, the last uses them.</summary>
sealed class Pass
{
    const int MostStatements = 2_000_000;

    readonly DiagnosticBag _bag;
    readonly Scope _scope;
    readonly ObjectBuilder _builder;
    readonly Directives _directives;
    readonly SectionDirectives _sections;
    readonly Conditions _conditions;
    readonly ConditionalBlocks _blocks = new();
    readonly StatementSource _statements;
    readonly Expansions _expansions;
    readonly Dictionary<string, SourceText> _texts;
    readonly SourceText _text;

    /// <param name="text">The text, for its name and for what it includes.</param>
    /// <param name="statements">Its statements.</param>
    /// <param name="constants">Given from outside.</param>
    /// <param name="before">The pass before; null for the first one.</param>
    /// <param name="isLast">True if all labels are known.</param>
    /// <param name="bag">Takes the mistakes.</param>
    public Pass(SourceText text, IReadOnlyList<SourceStatement> statements, IReadOnlyDictionary<string, long> constants, Pass? before, bool isLast,
        DiagnosticBag bag)
    {
        (_text, _bag, _texts) = (text, bag, new() { [text.Name] = text });
        _scope = new Scope(constants, isLast ? before!.Labels : null);
        _builder = new ObjectBuilder(_scope, before?._builder.Layout() ?? []);
        _directives = new Directives(_scope, _builder);
        _sections = new SectionDirectives(_builder);
        _conditions = new Conditions(_scope);
        _statements = new StatementSource(statements);
        _expansions = new Expansions(_statements, _scope, () => _builder.OffsetBytes, () => _blocks.Count);
    }

    public IReadOnlyDictionary<string, long> Labels => _scope.Labels;

    /// <summary>True if what is in this object would be elsewhere in the next pass.</summary>
    public bool HasSections => _builder.Sections.Count > 1;

    public ObjectFile Run()
    {
        SourceStatement last = default;
        for (var count = 0; _statements.TryNext(out var statement); count++)
        {
            last = statement;
            try
            {
                if (count == MostStatements)
                    throw Mistake(statement, "SIM218", $"macros and repetitions come to more than {MostStatements:N0} statements");
                if (!Read(statement))
                    break;
            }
            catch (SyntaxException mistake)
            {
                _bag.Add(Explained(mistake.Diagnostic, statement));
                if (mistake.Diagnostic.Code == "SIM218")
                    break;
            }
        }

        LayPools(last);
        _expansions.ReportOpen(_bag);
        _blocks.ReportOpen(_bag);
        return new ObjectFile(_text.Name, _builder.Items, _scope.Labels, _directives.Globals, _builder.SizeBytes, _builder.AlignmentBytes);
    }

    void LayPools(in SourceStatement last)
    {
        if (last.LineText is null)
            return;
        foreach (var section in _builder.Sections.ToList())
        {
            _builder.Enter(section.Name, section.IsCode, section.IsLoaded);
            _directives.LayPool(new SourceSpan(last.File, last.Line, last.End + 1, 1));
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
        ReadActive(WithoutLabels(statement));
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
                throw Mistake(statement, "SIM201", $"unknown directive '{directive}'", NearestName.Hint(directive, Conditions.Names));
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

    // Defines the labels in front of a statement, and returns the rest.
    SourceStatement WithoutLabels(SourceStatement statement)
    {
        while (LabelEnd(statement) is > 0 and var colon)
        {
            DefineLabel(Lexer.Read(statement with { End = colon }));
            var start = colon + 1;
            while (start < statement.End && char.IsWhiteSpace(statement.LineText[start]))
                start++;
            statement = statement with { Start = start };
        }

        return statement;
    }

    static int LabelEnd(in SourceStatement statement)
    {
        var end = statement.Start;
        while (end < statement.End && (char.IsAsciiLetterOrDigit(statement.LineText[end]) || statement.LineText[end] is '_' or '.' or '$'))
            end++;
        var colon = end;
        while (colon < statement.End && char.IsWhiteSpace(statement.LineText[colon]))
            colon++;
        return end > statement.Start && colon < statement.End && statement.LineText[colon] == ':' ? colon : 0;
    }

    void DefineLabel(Statement statement)
    {
        var (cursor, label) = (new TokenCursor(statement, 0), statement.Tokens[0]);
        if (label.Kind is TokenKind.Number or TokenKind.LocalLabel)
        {
            if (!label.Text.All(char.IsAsciiDigit))
                cursor.Fail("SIM202", $"'{label.Text}' is no label: a name or a decimal number is", label);
            _scope.DefineNumeric(label.Text, _builder.OffsetBytes);
            return;
        }

        if (RegisterNames.TryFind(label.Text, out _))
            cursor.Fail("SIM209", $"label '{label.Text}' is the name of a register", label);
        if (_scope.IsConstant(label.Text))
            cursor.Fail("SIM209", $"label '{label.Text}' is a constant already", label);
        if (!_scope.Define(label.Text, _builder.OffsetBytes))
            cursor.Fail("SIM208", $"label '{label.Text}' is defined twice", label);
    }

    void ReadActive(in SourceStatement statement)
    {
        if (statement.Start >= statement.End || _expansions.Run(statement, _blocks.CloseTo))
            return;
        var directive = statement.Directive;
        if (IgnoredDirectives.Contains(directive) || _sections.Run(statement))
            return;
        if (directive == ".include")
            Include(statement);
        else
            ReadTokens(Lexer.Read(statement), statement.Text);
    }

    void Include(in SourceStatement statement)
    {
        var path = MacroArguments.Unquoted(statement.Operands);
        if (_texts[_texts.ContainsKey(statement.File) ? statement.File : _text.Name].Open?.Invoke(path) is not { } text)
            throw Mistake(statement, "SIM219", $"cannot include '{path}': there is no such file beside this one");
        _texts[text.Name] = text;
        if (_statements.Depth > 100)
            throw Mistake(statement, "SIM218", $"'{path}' includes itself");
        _statements.Push(new Splitter(text, _bag).Split(), isMacro: false, _blocks.Count);
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
        IEnumerable<string> known = [.. Directives.Names, .. SectionDirectives.Names, .. Expansions.Names, .. Conditions.Names, .. IgnoredDirectives.Names];
        cursor.Fail("SIM201", $"unknown directive '{first.Text}'", first, hint: NearestName.Hint(first.Text.ToLowerInvariant(), known));
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
            throw;
        }
    }

    IReadOnlyList<Row> RowsOf(TokenCursor cursor, Token first)
    {
        if (InstructionTable.Find(first.Text) is not { } rows)
        {
            if (LeftOut.FamilyOf(first.Text) is { } family)
                cursor.Fail("SIM200", $"'{first.Text}' is left out: {family}", first);
            var near = NearestName.Find(first.Text.ToLowerInvariant(), InstructionTable.Mnemonics.Concat(_expansions.MacroNames));
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
