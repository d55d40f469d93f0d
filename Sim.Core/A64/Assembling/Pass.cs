using Sim.Core.A64.Parsing;
using Sim.Core.A64.Table;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>One walk through the statements of a text. The first finds the offsets of labels, the second uses them.</summary>
sealed class Pass
{
    readonly DiagnosticBag _bag;
    readonly Scope _scope;
    readonly ObjectBuilder _builder = new();
    readonly Directives _directives;
    readonly ConditionalBlocks _blocks = new();

    public Pass(IReadOnlyDictionary<string, long> constants, IReadOnlyDictionary<string, long>? allLabels, DiagnosticBag bag)
    {
        _bag = bag;
        _scope = new Scope(constants, allLabels);
        _directives = new Directives(_scope, _builder);
    }

    public IReadOnlyDictionary<string, long> Labels => _scope.Labels;

    public ObjectFile Run(string name, IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
        {
            try
            {
                Read(statement);
            }
            catch (SyntaxException mistake)
            {
                _bag.Add(mistake.Diagnostic);
            }
        }

        if (statements.Count > 0)
            _directives.LayPool(statements[^1].Tokens[^1], statements[^1]);
        _blocks.ReportOpen(_bag);
        return new ObjectFile(name, _builder.Items, _scope.Labels, _directives.Globals, _builder.OffsetBytes, _builder.AlignmentBytes);
    }

    void Read(Statement statement)
    {
        var at = 0;
        while (statement.Tokens[at].Kind is TokenKind.Name or TokenKind.Number
            && statement.Tokens[at + 1] is { Kind: TokenKind.Symbol, Text: ":" })
        {
            if (_blocks.IsActive)
                DefineLabel(statement, statement.Tokens[at]);
            at += 2;
        }

        var first = statement.Tokens[at];
        if (first.Kind == TokenKind.End)
            return;
        var cursor = new TokenCursor(statement, at);
        if (!ReadConditional(cursor, first) && _blocks.IsActive)
            ReadActive(cursor, first, at);
    }

    void DefineLabel(Statement statement, Token label)
    {
        var cursor = new TokenCursor(statement, 0);
        if (label.Kind == TokenKind.Number)
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
            cursor.Fail("SIM208", $"label '{label.Text}' stands here for the second time", label);
    }

    // False if this is no directive of conditional assembly.
    bool ReadConditional(TokenCursor cursor, Token directive)
    {
        var name = directive.Text.ToLowerInvariant();
        if (name is not (".if" or ".ifdef" or ".ifndef" or ".else" or ".endif"))
            return false;
        cursor.Next();
        if (name == ".else")
            _blocks.Else(cursor, directive);
        else if (name == ".endif")
            _blocks.Close(cursor, directive);
        else if (!_blocks.IsActive)
            _blocks.Open(cursor.Statement, directive); // Only for its '.endif': the condition does not matter here.
        else if (OpensActive(cursor, directive, name))
            _blocks.Activate();
        return true;
    }

    // Opened before the condition is read: its '.endif' must find it even if the condition is wrong.
    bool OpensActive(TokenCursor cursor, Token directive, string name)
    {
        _blocks.Open(cursor.Statement, directive);
        var holds = Holds(cursor, name);
        cursor.ExpectEnd();
        return holds;
    }

    bool Holds(TokenCursor cursor, string directive)
    {
        if (directive == ".if")
            return new OperandReader(cursor, _scope, _builder.OffsetBytes).Constant() != 0;
        if (cursor.Current.Kind != TokenKind.Name)
            cursor.FailExpected("a name");
        return _scope.IsConstant(cursor.Next().Text) == (directive == ".ifdef");
    }

    void ReadActive(TokenCursor cursor, Token first, int at)
    {
        if (first.Kind != TokenKind.Name)
            cursor.FailExpected("a label, directive or instruction");
        cursor.Next();
        var operands = new OperandReader(cursor, _scope, _builder.OffsetBytes);
        if (cursor.Accept("="))
            _directives.Set(operands, first);
        else if (first.Text[0] == '.')
            RunDirective(cursor, operands, first);
        else
            ReadInstruction(cursor, operands, first, cursor.Statement.TextFrom(at));
        cursor.ExpectEnd();
    }

    void RunDirective(TokenCursor cursor, OperandReader operands, Token first)
    {
        if (!_directives.Run(first, operands))
            cursor.Fail("SIM201", $"unknown directive '{first.Text}'", first,
                hint: NearestName.Hint(first.Text.ToLowerInvariant(), Directives.Names));
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
            // Even a mistaken instruction has its place, so that labels behind it keep theirs.
            _builder.OffsetBytes += 4;
            throw;
        }
    }

    IReadOnlyList<Row> RowsOf(TokenCursor cursor, Token first)
    {
        if (InstructionTable.Find(first.Text) is not { } rows)
        {
            var near = NearestName.Find(first.Text.ToLowerInvariant(), InstructionTable.Mnemonics);
            cursor.Fail("SIM200", $"unknown mnemonic '{first.Text}'", first, hint: near is null ? null : $"did you mean '{near}'?");
            return [];
        }

        if (_builder.OffsetBytes % 4 != 0)
        {
            var message = $"'{first.Text}' stands at offset {_builder.OffsetBytes}, which is not a multiple of 4";
            cursor.Fail("SIM212", message, first, hint: "put '.align 2' before it");
        }

        return rows;
    }
}
