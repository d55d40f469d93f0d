using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Directives that name things, and literals; <see cref="DataDirectives"/> lays down data.</summary>
sealed class Directives(Scope scope, ObjectBuilder builder)
{
    static readonly string[] Others =
    [
        ".global", ".globl", ".weak", ".region", ".set", ".equ", ".equiv", ".eqv", ".req", ".unreq", ".ltorg", ".pool", ".include", ".end",
    ];

    readonly HashSet<string> _globals = [];
    readonly DataDirectives _data = new(scope, builder);

    public static IEnumerable<string> Names => DataDirectives.Names.Concat(Others);

    /// <summary>True for a directive whose effect is not where it is: it counts in a section, too, that is left out.</summary>
    public static bool NamesThings(string directive) => Others.Contains(directive);

    /// <summary>Names that <c>.global</c> gave.</summary>
    public IReadOnlySet<string> Globals => _globals;

    /// <summary>Carries out the directive <paramref name="directive"/>, whose operands come next.</summary>
    /// <returns>False if there is no such directive.</returns>
    public bool Run(Token directive, OperandReader operands)
    {
        var name = directive.Text.ToLowerInvariant();
        switch (name)
        {
            case ".global" or ".globl":
                do
                    Global(operands);
                while (operands.AcceptComma());
                break;
            case ".region":
                builder.Region = Name(operands, "a region name").Text;
                break;
            case ".weak":
                do
                    Weak(operands);
                while (operands.AcceptComma());
                break;
            case ".set" or ".equ" or ".equiv" or ".eqv":
                var target = Name(operands, "a name");
                operands.Comma();
                if (name is ".equiv" or ".eqv" && scope.IsDefined(target.Text))
                    operands.Cursor.Fail("SIM209", $"'{target.Text}' is defined already", target);
                Set(operands, target);
                break;
            case ".unreq":
                scope.NameRegister(Name(operands, "a name").Text, null);
                break;
            case ".ltorg" or ".pool":
                LayPool();
                break;
            default:
                return _data.Run(directive, operands);
        }

        return true;
    }

    /// <summary>Gives <paramref name="name"/> the value of the expression that comes next: a number, or a place in this text.</summary>
    public void Set(OperandReader operands, Token name)
    {
        var first = operands.Current;
        operands.Cursor.Accept("#");
        var value = operands.Value();
        if (scope.IsGiven(name.Text))
            operands.Cursor.Fail("SIM209", $"constant '{name.Text}' is given from outside and cannot be set", name,
                hint: $"guard it with .ifndef {name.Text}");
        if (RegisterNames.TryFind(name.Text, out _))
            operands.Cursor.Fail("SIM209", $"'{name.Text}' is a register and cannot be a constant too", name);
        if (!value.IsConstant && scope.OffsetOf(value.Symbol) is { } offset)
        {
            scope.Redefine(name.Text, offset + value.Number);
            return;
        }

        Expression.RequireConstant(operands.Cursor, scope, first, value);
        if (scope.IsLabel(name.Text))
            operands.Cursor.Fail("SIM209", $"'{name.Text}' is a label and cannot be a constant too", name);
        scope.Set(name.Text, value.Number);
    }

    /// <summary><c>name .req x0</c>.</summary>
    public void NameRegister(OperandReader operands, Token name)
    {
        operands.Cursor.Next();
        var token = Name(operands, "a register");
        if (operands.FindRegister(token) is null)
            throw new SyntaxException(operands.UnknownRegister(token));
        scope.NameRegister(name.Text, scope.FindRegister(token.Text) ?? token.Text);
    }

    /// <summary>Lays down the literals of <c>ldr xN, =value</c>.</summary>
    public void LayPool()
    {
        var literals = scope.TakePool();
        if (literals.Count == 0)
            return;
        builder.Align(8, literals[0].From.At, "", [0]);
        foreach (var (label, value, bytes, from) in literals.OrderByDescending(literal => literal.Bytes))
        {
            scope.Define(label, builder.OffsetBytes);
            builder.AddNumber(value.Number, bytes, FixupOf(value, bytes, from), from.At, "");
        }
    }

    /// <summary>What linking adds to data of so many bytes; null if nothing.</summary>
    public static Fixup? FixupOf(Value value, int bytes, Reference from) => value.Symbol is { } symbol
        ? new Fixup(bytes >= 8 ? FixupKind.Data64 : FixupKind.Data32, symbol, value.Number, from)
        : null;

    static Token Name(OperandReader operands, string what)
    {
        if (operands.Current.Kind != TokenKind.Name)
            operands.Cursor.FailExpected(what);
        return operands.Cursor.Next();
    }

    void Global(OperandReader operands)
    {
        var name = Name(operands, "a label");
        if (!scope.IsLayout && !scope.IsLabel(name.Text))
            operands.Cursor.Fail("SIM215", $"'.global {name.Text}': this text has no label '{name.Text}:'", name,
                hint: scope.Nearest(name.Text));
        _globals.Add(name.Text);
    }

    // If it is not in this text, whoever refers to it is told so.
    void Weak(OperandReader operands)
    {
        var name = Name(operands, "a label");
        if (scope.IsLabel(name.Text))
            _globals.Add(name.Text);
    }
}
