using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Operands;

/// <summary>A word that is being read from text, as one of the forms that its mnemonic has.</summary>
/// <param name="text">The operands.</param>
/// <param name="is64">The width of its registers; null if the first one of them says it.</param>
sealed class Draft(OperandReader text, bool? is64)
{
    readonly Dictionary<int, RegisterOperand> _registers = [];

    public OperandReader Text => text;

    public TokenCursor Cursor => text.Cursor;

    public uint Word;

    /// <summary>What depends on an address.</summary>
    public Fixup? Fixup { get; private set; }

    /// <summary>True if registers are X registers, where operands do not say otherwise.</summary>
    public bool Is64 => is64 ?? true;

    public int Bits => Is64 ? 64 : 32;

    /// <summary>What is wrong: the first thing.</summary>
    public Diagnostic? Mistake { get; private set; }

    /// <summary>How many things are wrong.</summary>
    public int Mistakes { get; private set; }

    /// <summary>Something is wrong with what was read.</summary>
    public void Complain(Diagnostic mistake)
    {
        Mistake ??= mistake;
        Mistakes++;
    }

    public void Complain(string code, string message, Token first, string? hint = null) =>
        Complain(Cursor.Mistake(code, message, first, null, hint));

    /// <summary>What is here is not <paramref name="what"/>.</summary>
    public bool Expected(string what)
    {
        Complain(Cursor.NotExpected(what));
        return false;
    }

    /// <summary>What is here is not the word of this form: another form may have it.</summary>
    public bool ExpectedKeyword(string word)
    {
        Keywords.Add(word);
        return Expected($"'{word}'");
    }

    /// <summary>Words that forms of this mnemonic would have had here.</summary>
    public List<string> Keywords { get; } = [];

    public bool Expect(string symbol) => Cursor.Accept(symbol) || Expected($"'{symbol}'");

    /// <summary>Reads a constant, with or without <c>#</c>.</summary>
    /// <returns>False if something else is here.</returns>
    public bool TryConstant(out long number, string what = "a number, constant or label")
    {
        number = 0;
        if (!text.AtExpression)
            return Expected(what);
        number = text.Constant();
        return true;
    }

    /// <summary>Reads a constant that fits into <paramref name="field"/>; others are complained about.</summary>
    public bool TryNumber(Field field, string what, long lowest, long highest, int multiple = 1)
    {
        var first = text.Current;
        if (!TryConstant(out var number))
            return false;
        if (InRange(first, number, what, lowest, highest, multiple))
            field.TrySet(ref Word, (ulong)number);
        return true;
    }

    public bool InRange(Token first, long number, string what, long lowest, long highest, int multiple = 1)
    {
        if (number >= lowest && number <= highest && number % multiple == 0)
            return true;
        Complain(text.OutOfRange(first, number, what, lowest, highest, multiple));
        return false;
    }

    /// <summary>Reads one of the words of <paramref name="known"/>; others are complained about.</summary>
    public bool TryWord<T>(string what, IReadOnlyDictionary<string, T> known, [MaybeNull] out T meaning)
    {
        meaning = default;
        if (text.Current.Kind != TokenKind.Name)
            return Expected($"a {what} ({string.Join(", ", known.Keys)})");
        var token = Cursor.Next();
        if (!known.TryGetValue(token.Text.ToLowerInvariant(), out meaning))
            Complain(text.UnknownWord(what, token, known.Keys));
        return true;
    }

    /// <summary>Reads a register of any name that begins with x or w, or of the stack pointer. One that is unknown is complained about.</summary>
    /// <returns>False if something else is here.</returns>
    public bool TryRegister(out RegisterOperand register)
    {
        register = new RegisterOperand(Register.Zero, Is64, text.Current);
        if (!text.AtRegister)
        {
            Complain(text.Current.Kind == TokenKind.Name ? text.UnknownRegister(text.Current) : Cursor.NotExpected("a register"));
            return false;
        }

        if (text.FindRegister(text.Current) is { } found)
            register = found;
        else
            Complain(text.UnknownRegister(text.Current));
        Cursor.Next();
        return true;
    }

    /// <summary>Puts <paramref name="register"/> into the five bits from <paramref name="low"/> on.</summary>
    public void Put(int low, RegisterOperand register)
    {
        _registers[low] = register;
        new Field(low, 5).TrySet(ref Word, Math.Min(register.Number, (byte)31));
    }

    /// <summary>The register put into the bits from <paramref name="low"/> on.</summary>
    public RegisterOperand? RegisterAt(int low) => _registers.TryGetValue(low, out var register) ? register : null;

    /// <summary>Checks the width of <paramref name="register"/>, or learns it.</summary>
    public void RequireWidth(RegisterOperand register, bool? wanted, string? message = null)
    {
        wanted ??= is64 ??= register.Is64;
        if (register.Is64 != wanted)
            Complain(text.WrongRegister(register, message ?? (wanted.Value ? OperandReader.NeedsX : OperandReader.NeedsW)));
    }

    /// <summary>The value that comes next is an address that the word refers to.</summary>
    public bool Refer(FixupKind kind)
    {
        Cursor.Accept("#");
        if (!text.AtExpression)
            return Expected("a number, constant or label");
        var first = text.Current;
        var value = text.Value();
        Fixup = new Fixup(kind, value.Symbol, value.Number, Cursor.ReferenceSince(first));
        return true;
    }

    /// <summary>The value that comes next is to be a literal of so many bytes.</summary>
    public bool ReferToPool(int bytes)
    {
        if (!text.AtExpression)
            return Expected("a number, constant or label");
        var first = text.Current;
        var value = text.Value();
        Pooled = (value, bytes, Cursor.ReferenceSince(first));
        if (value.IsConstant && bytes < 8)
            InRange(first, value.Number, "literal", -1L << (bytes * 8 - 1), (1L << (bytes * 8)) - 1);
        return true;
    }

    /// <summary>A literal to be laid down if the text is of this form after all.</summary>
    public (Value Value, int Bytes, Reference From)? Pooled { get; private set; }

    /// <summary>Reads <c>:lo12:</c> or its like, then the address.</summary>
    public bool ReferBy(IReadOnlyDictionary<string, FixupKind> kinds)
    {
        Cursor.Accept("#");
        Cursor.Expect(":");
        var token = text.Current;
        if (token.Text.StartsWith("got", StringComparison.OrdinalIgnoreCase))
        {
            Complain("SIM205", $"relocation '{token.Text}' needs a table of addresses (GOT), which kernel code does not have", token, "Compile with -fno-pic and -fno-stack-protector.");
            return false;
        }

        if (!TryWord("relocation", kinds, out var kind) || !Expect(":"))
            return false;
        if (kinds.ContainsKey(token.Text.ToLowerInvariant()))
            return Refer(kind);
        return text.AtExpression && text.Value() is var _;
    }
}
