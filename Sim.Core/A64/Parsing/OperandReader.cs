using System.Diagnostics.CodeAnalysis;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>Reads the operands of one instruction or directive, and says what is wrong with them.</summary>
/// <param name="builder">Says where the statement stands.</param>
sealed class OperandReader(TokenCursor cursor, Scope scope, ObjectBuilder builder)
{
    public TokenCursor Cursor => cursor;

    public Token Current => cursor.Current;

    /// <summary>True where a register stands, even one that does not exist, such as x31.</summary>
    public bool AtRegister => Current.Kind == TokenKind.Name && RegisterNames.LooksLikeOne(Current.Text);

    /// <summary>Reads a comma; then whatever follows.</summary>
    public void Comma() => cursor.Expect(",");

    public bool AcceptComma() => cursor.Accept(",");

    /// <summary>X, W or zero register.</summary>
    public RegisterOperand General()
    {
        var register = Any();
        if (register.IsStack)
            FailRegister(register, "the stack pointer cannot stand here: x0 to x30 or xzr (w0 to w30 or wzr) can");
        return register;
    }

    /// <summary>X, W or zero register of the same width as <paramref name="other"/>.</summary>
    public RegisterOperand General(RegisterOperand other) => General(other.Is64);

    public RegisterOperand General(bool is64) => OfWidth(General(), is64);

    /// <summary>Any register, the stack pointer included.</summary>
    public RegisterOperand Any()
    {
        var token = Current;
        if (token.Kind != TokenKind.Name)
            cursor.FailExpected("a register");
        if (!RegisterNames.TryFind(token.Text, out var register))
        {
            var near = NearestName.Find(token.Text.ToLowerInvariant(), RegisterNames.All);
            cursor.Fail("SIM203", $"unknown register '{token.Text}'; known are x0 to x30, w0 to w30, sp, wsp, xzr, wzr, lr and fp", token,
                hint: near is null ? null : $"did you mean '{near}'?");
        }

        cursor.Next();
        return new RegisterOperand(register.Number, register.Is64, token);
    }

    public RegisterOperand Any(bool is64) => OfWidth(Any(), is64);

    /// <summary>A constant, with or without <c>#</c>, from <paramref name="lowest"/> to <paramref name="highest"/>.</summary>
    public long Number(string what, long lowest, long highest, int multiple = 1)
    {
        var first = Current;
        var number = Constant();
        CheckRange(first, number, what, lowest, highest, multiple);
        return number;
    }

    /// <summary>A constant of any size, with or without <c>#</c>.</summary>
    public long Constant()
    {
        var first = Current;
        cursor.Accept("#");
        var value = Expression.Parse(cursor, scope, builder.OffsetBytes);
        Expression.RequireConstant(cursor, scope, first, value);
        return value.Number;
    }

    public void CheckRange(Token first, long number, string what, long lowest, long highest, int multiple = 1)
    {
        if (number >= lowest && number <= highest && number % multiple == 0)
            return;
        var steps = multiple == 1 ? "" : $" in steps of {multiple}";
        FailNumber(first, what, number, $"is not from {lowest} to {highest}{steps}");
    }

    /// <summary>Complains about a number that was read since <paramref name="first"/>.</summary>
    /// <param name="number">In the form in which the message shows it.</param>
    [DoesNotReturn]
    public void FailNumber(Token first, string what, object number, string why, string? hint = null) =>
        cursor.FailSince(first, "SIM204", $"{what} {number} ('{cursor.TextSince(first)}') {why}", hint);

    /// <summary>A constant or an address.</summary>
    public Value Value() => Expression.Parse(cursor, scope, builder.OffsetBytes);

    /// <summary>The value that comes next, as a literal in memory.</summary>
    /// <returns>Its label.</returns>
    public string Pool() => scope.Pool(Value());

    /// <summary>Target of a branch, <c>adr</c> or literal load, put into <paramref name="instruction"/>.</summary>
    public Parsed WithTarget(Instruction instruction, FixupKind kind = FixupKind.Target)
    {
        cursor.Accept("#");
        return Refer(instruction, Value(), kind);
    }

    /// <summary><paramref name="value"/> as the immediate if it is known now, else as a fixup.</summary>
    public static Parsed Refer(Instruction instruction, Value value, FixupKind kind) => value.Symbol is { } symbol
        ? new Parsed(instruction, new Fixup(kind, symbol, value.Number))
        : instruction with
        {
            Immediate = kind switch
            {
                FixupKind.Page => value.Number & ~0xfffL,
                FixupKind.PageOffset => value.Number & 0xfff,
                _ => value.Number,
            },
        };

    /// <summary>True where <c>:lo12:</c> stands, with or without <c>#</c>.</summary>
    public bool AtPageOffset => cursor.At(":") || (cursor.At("#") && cursor.Following.Text == ":");

    /// <summary><c>:lo12:symbol</c>, put into <paramref name="instruction"/>.</summary>
    public Parsed WithPageOffset(Instruction instruction)
    {
        cursor.Accept("#");
        cursor.Expect(":");
        if (!Current.Text.Equals("lo12", StringComparison.OrdinalIgnoreCase))
            cursor.FailExpected("'lo12'");
        cursor.Next();
        cursor.Expect(":");
        return Refer(instruction, Value(), FixupKind.PageOffset);
    }

    /// <summary>One of the words in <paramref name="known"/>; null, nothing read, when something else stands here.</summary>
    public T? AcceptWord<T>(IReadOnlyDictionary<string, T> known) where T : struct
    {
        if (Current.Kind != TokenKind.Name || !known.TryGetValue(Current.Text.ToLowerInvariant(), out var meaning))
            return null;
        cursor.Next();
        return meaning;
    }

    /// <summary>One of the words in <paramref name="known"/>.</summary>
    public T Word<T>(string what, IReadOnlyDictionary<string, T> known) where T : struct
    {
        if (AcceptWord(known) is { } meaning)
            return meaning;
        if (Current.Kind != TokenKind.Name)
            cursor.FailExpected($"a {what} ({string.Join(", ", known.Keys)})");
        cursor.Fail("SIM205", $"unknown {what} '{Current.Text}'", Current,
            hint: NearestName.Hint(Current.Text.ToLowerInvariant(), known.Keys));
        return default;
    }

    public Condition Condition() => Word("condition", ConditionNames.All);

    public RegisterOperand OfWidth(RegisterOperand register, bool is64)
    {
        if (register.Is64 != is64)
            FailRegister(register, is64 ? "an X register (64 bits) is needed here" : "a W register (32 bits) is needed here");
        return register;
    }

    [DoesNotReturn]
    public void FailRegister(RegisterOperand register, string why) =>
        cursor.Fail("SIM203", $"'{register.Token.Text}': {why}", register.Token);
}
