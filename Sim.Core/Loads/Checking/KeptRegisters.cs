using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Loads.Checking;

/// <summary>Registers that a call may have to leave as they are, each with a place: general ones at their numbers, then SIMD ones, then those of the system.</summary>
static class KeptRegisters
{
    const int Vectors = Register.Count;
    const int VectorHalves = 64;
    const int OfSystem = Vectors + VectorHalves;

    static int OfFloatingPoint => OfSystem + System.Length;

    // What the kernel relies on everywhere: interrupt masks, the current task, this CPU's data, translation, vectors, keys.
    static readonly SystemRegister[] System =
    [
        SystemRegister.Daif, SystemRegister.Pan, SystemRegister.Uao, SystemRegister.Tco, SystemRegister.Spsel, SystemRegister.SpEl0, SystemRegister.TpidrEl1,
        SystemRegister.SctlrEl1, SystemRegister.TcrEl1, SystemRegister.Ttbr0El1, SystemRegister.Ttbr1El1, SystemRegister.VbarEl1,
        SystemRegister.ApiakeyloEl1, SystemRegister.ApiakeyhiEl1,
    ];

    static readonly SystemRegister[] FloatingPoint = [SystemRegister.Fpcr, SystemRegister.Fpsr];

    /// <summary>How many places there are.</summary>
    public static int Count => OfFloatingPoint + FloatingPoint.Length;

    /// <summary>Places of d8 to d15, which the procedure call standard lets no callee change, and of <see cref="System"/>.</summary>
    public static IEnumerable<int> BesidesGeneral =>
        Enumerable.Range(8, 8).Select(register => Vectors + (2 * register)).Concat(Enumerable.Range(OfSystem, System.Length));

    /// <summary>Places of the SIMD registers, both halves, FPCR and FPSR: in the kernel they are the user task's.</summary>
    public static IEnumerable<int> OfUserTask => Enumerable.Range(Vectors, VectorHalves).Concat(Enumerable.Range(OfFloatingPoint, FloatingPoint.Length));

    /// <summary>The values of all places.</summary>
    public static void Read(ArchitecturalState state, Span<ulong> into)
    {
        state.X.CopyTo(into);
        state.V.CopyTo(into[Vectors..]);
        for (var i = 0; i < System.Length; i++)
            into[OfSystem + i] = state.System[System[i]];
        for (var i = 0; i < FloatingPoint.Length; i++)
            into[OfFloatingPoint + i] = state.System[FloatingPoint[i]];
    }

    /// <summary>The name without the half: <c>v8</c>.</summary>
    public static string WholeNameOf(int place) => place is >= Vectors and < OfSystem ? $"v{NameOf(place)[1..]}" : NameOf(place);

    /// <summary>As an assembler writes it: <c>x0</c>, <c>sp</c>, <c>d8</c> (the low half) or <c>v8</c> (the high one), <c>daif</c>.</summary>
    public static string NameOf(int place) => place switch
    {
        Register.Stack => "sp",
        < Vectors => FormattableString.Invariant($"x{place}"),
        < OfSystem => FormattableString.Invariant($"{(place % 2 == Vectors % 2 ? 'd' : 'v')}{(place - Vectors) / 2}"),
        _ => SystemRegisterNames.Of(place < OfFloatingPoint ? System[place - OfSystem] : FloatingPoint[place - OfFloatingPoint], writes: true),
    };
}
