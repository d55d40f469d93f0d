using System.Numerics;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>Directives that pad to a multiple of some bytes.</summary>
/// <remarks>As in GNU as: sections of code are padded with NOPs after as many zeros as it takes to the next word, others with zeros, and both with what is given instead.</remarks>
sealed class PaddingDirectives(ObjectBuilder builder)
{
    // Bytes of the value to pad with.
    static readonly Dictionary<string, int> Known = new()
    {
        [".align"] = 1,
        [".p2align"] = 1,
        [".p2alignw"] = 2,
        [".p2alignl"] = 4,
        [".balign"] = 1,
        [".balignw"] = 2,
        [".balignl"] = 4,
        [".even"] = 1,
    };

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>Carries out the directive <paramref name="directive"/>, whose operands come next.</summary>
    /// <returns>False if there is no such directive.</returns>
    public bool Run(Token directive, OperandReader operands)
    {
        var name = directive.Text.ToLowerInvariant();
        if (!Known.TryGetValue(name, out var unit))
            return false;
        if (name == ".even")
        {
            Pad(operands, directive, 2, null, long.MaxValue);
            return true;
        }

        var bytes = name.StartsWith(".b", StringComparison.Ordinal) ? Multiple(operands) : 1 << (int)operands.Number("power of two", 0, 16);
        byte[]? fill = null;
        var most = long.MaxValue;
        if (operands.AcceptComma())
        {
            if (!operands.Cursor.At(","))
                fill = BitConverter.GetBytes(operands.Number("fill", -1L << unit * 8 - 1, (1L << unit * 8) - 1))[..unit];
            if (operands.AcceptComma())
                most = operands.Number("most bytes of padding", 0, 65536);
        }

        Pad(operands, directive, bytes, fill, most);
        return true;
    }

    static int Multiple(OperandReader operands)
    {
        var first = operands.Current;
        var bytes = operands.Number("alignment", 1, 65536);
        if (!BitOperations.IsPow2(bytes))
            operands.FailNumber(first, "alignment", bytes, "is not a power of two", $"the next one is {BitOperations.RoundUpToPowerOf2((ulong)bytes)}");
        return (int)bytes;
    }

    void Pad(OperandReader operands, Token directive, int bytes, byte[]? fill, long most)
    {
        var statement = operands.Cursor.Statement;
        var padding = builder.PaddingTo(bytes);
        if (fill is { Length: > 1 } && padding <= most && padding % fill.Length != 0)
            operands.Cursor.Fail("SIM204", $"padding of {padding} bytes is not a multiple of the {fill.Length} bytes of '{directive.Text}'", directive);
        builder.Align(bytes, statement.Span(directive, directive), statement.Slice(directive, statement.Tokens[^1]), fill, most);
    }
}
