namespace Sim.Core.A64.Parsing;

/// <summary>A register as written.</summary>
/// <param name="Number">As <see cref="Register"/> has it: 31 is the zero register, 32 the stack pointer.</param>
readonly record struct RegisterOperand(byte Number, bool Is64, Token Token)
{
    public byte Source => Number;

    public byte Destination => Number == Register.Zero ? Register.Discard : Number;

    public bool IsZero => Number == Register.Zero;

    public bool IsStack => Number == Register.Stack;

    /// <summary>32 or 64.</summary>
    public int Bits => Is64 ? 64 : 32;
}
