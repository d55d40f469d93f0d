using System.Diagnostics.CodeAnalysis;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>Reads the operands of one instruction or directive, and says what is wrong with them.</summary>
/// <param name="cursor">Where it reads.</param>
/// <param name="scope">What names mean.</param>
/// <param name="offset">Where the next instruction or number will be, in bytes from the start of the text.</param>
sealed class OperandReader(TokenCursor cursor, Scope scope, long offset)
{
    public const string NoStack = "the stack pointer is not allowed here: use x0 to x30 or xzr (w0 to w30 or wzr)";

    public const string NeedsX = "an X register (64 bits) is needed here";

    public const string NeedsW = "a W register (32 bits) is needed here";

    public TokenCursor Cursor => cursor;

    /// <summary>Where the next instruction or number will be, in bytes from the start of the text.</summary>
    public long OffsetBytes { get; set; } = offset;

    public Token Current => cursor.Current;

    /// <summary>True at a register, even one that does not exist, such as x31.</summary>
    public bool AtRegister => Current.Kind == TokenKind.Name
        && (RegisterNames.LooksLikeOne(Current.Text) || scope.FindRegister(Current.Text) is not null);

    /// <summary>True where a number, a label or an expression may begin.</summary>
    public bool AtExpression => Current.Kind switch
    {
        TokenKind.Number or TokenKind.LocalLabel => true,
        TokenKind.Name => !AtRegister && VectorNames.Split(Current) is null,
        TokenKind.Symbol => Current.Text is "-" or "+" or "~" or "!" or "("
            || (Current.Text == "#" && cursor.Following is not { Kind: TokenKind.Symbol, Text: ":" }),
        _ => false,
    };

    /// <summary>True at <c>:lo12:</c> and its like, with or without <c>#</c>.</summary>
    public bool AtRelocation => cursor.At(":") || (cursor.At("#") && cursor.Following.Text == ":");

    /// <summary>Reads a comma; then whatever follows.</summary>
    public void Comma() => cursor.Expect(",");

    public bool AcceptComma() => cursor.Accept(",");

    /// <summary>The register of this name, in the text's own words too; null if there is none.</summary>
    public RegisterOperand? FindRegister(Token token) => RegisterNames.TryFind(scope.FindRegister(token.Text) ?? token.Text, out var register)
        ? new RegisterOperand(register.Number, register.Is64, token)
        : null;

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
        var value = Value();
        Expression.RequireConstant(cursor, scope, first, value);
        return value.Number;
    }

    public void CheckRange(Token first, long number, string what, long lowest, long highest, int multiple = 1)
    {
        if (number < lowest || number > highest || number % multiple != 0)
            throw new SyntaxException(OutOfRange(first, number, what, lowest, highest, multiple));
    }

    /// <summary>A number that was read since <paramref name="first"/> is outside its range.</summary>
    public Diagnostic OutOfRange(Token first, long number, string what, long lowest, long highest, int multiple)
    {
        var steps = multiple == 1 ? "" : $" in steps of {multiple}";
        return BadNumber(first, what, number, $"is not from {lowest} to {highest}{steps}");
    }

    /// <summary>Something is wrong with a number that was read since <paramref name="first"/>.</summary>
    /// <param name="number">In the form in which the message shows it.</param>
    public Diagnostic BadNumber(Token first, string what, object number, string why, string? hint = null) =>
        cursor.MistakeSince(first, "SIM204", $"{what} {number} ('{cursor.TextSince(first)}') {why}", hint);

    /// <summary>Throws <see cref="BadNumber"/>.</summary>
    [DoesNotReturn]
    public void FailNumber(Token first, string what, object number, string why, string? hint = null) =>
        throw new SyntaxException(BadNumber(first, what, number, why, hint));

    /// <summary>A constant or an address.</summary>
    public Value Value() => Expression.Parse(cursor, scope, OffsetBytes);

    public Diagnostic UnknownWord(string what, Token token, IEnumerable<string> known) => cursor.Mistake(
        "SIM205", $"unknown {what} '{token.Text}'", token, hint: NearestName.Hint(token.Text.ToLowerInvariant(), known));

    public Diagnostic UnknownRegister(Token token)
    {
        if (RegisterNames.FindVector(token.Text.Split('.')[0]) is not null)
            return cursor.Mistake("SIM203", $"'{token.Text}': a SIMD or floating-point register cannot be used here; they can be loaded, stored and moved, arithmetic on them is left out",
                token);
        var near = NearestName.Find(token.Text.ToLowerInvariant(), RegisterNames.All);
        return cursor.Mistake(
            "SIM203", $"unknown register '{token.Text}'; known are x0 to x30, w0 to w30, sp, wsp, xzr, wzr, lr, fp, ip0 and ip1", token,
            hint: near is null ? null : $"did you mean '{near}'?");
    }

    public Diagnostic WrongRegister(RegisterOperand register, string why) =>
        cursor.Mistake("SIM203", $"'{register.Token.Text}': {why}", register.Token);
}
