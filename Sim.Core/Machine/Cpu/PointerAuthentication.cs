using System.Numerics;
using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Pointer authentication: the authentication code (PAC) of a pointer, put into its upper bits and checked there.</summary>
/// <remarks>
/// The places are the architecture's, of a core with FEAT_PAuth2 and FEAT_FPAC: the code is exclusive-ored into the bits between the virtual
/// address and bit 55, and above it where the top byte is not ignored; so signing twice gives the pointer back. Bit 55 alone says which half
/// of the address space a pointer is in. An authentication that fails is an exception, or without vectors an error. The code
/// is a mix of pointer, modifier and key of Sim's own, not QARMA: no signed pointer of a real machine can be checked.
/// </remarks>
/// <source key="arm-arm">AddPAC, Auth, Strip, CalculateBottomPACBit.</source>
static class PointerAuthentication
{
    const int SelectingBit = 55;
    const ulong Selecting = 1UL << SelectingBit;
    const ulong TopByte = 0xff00_0000_0000_0000;

    // The number of the key that pacga uses; the others' are Amount in decoded instructions.
    const int GenericKey = 4;

    // SCTLR: EnIA, EnIB, EnDA, EnDB, by the number of the key.
    static readonly int[] EnablingBits = [31, 30, 27, 13];

    // The lower half of each key; the register of the upper one is the next.
    static readonly SystemRegister[] Keys =
    [
        SystemRegister.ApiakeyloEl1, SystemRegister.ApibkeyloEl1, SystemRegister.ApdakeyloEl1, SystemRegister.ApdbkeyloEl1, SystemRegister.ApgakeyloEl1,
    ];

    static readonly string[] KeyNames = ["IA", "IB", "DA", "DB"];

    /// <summary>pacia and its like: Rd, which is Rn, with the code for the modifier in Rm.</summary>
    public static ulong Sign(in Instruction i, ArchitecturalState state) => state.X[i.Rd] = Signed(state, state.X[i.Rn], state.X[i.Rm], i.Amount);

    /// <summary>autia and its like.</summary>
    public static ExecutionResult Authenticate(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
    {
        if (!TryAuthenticate(i, state, out var pointer))
            return Refuse(i, address, state, memory);
        state.X[i.Rd] = pointer;
        return new ExecutionResult(0, address + 4, false);
    }

    /// <summary>xpaci, xpacd, xpaclri.</summary>
    public static ulong Strip(in Instruction i, ArchitecturalState state) => state.X[i.Rd] = Strip(state, state.X[i.Rn], IsData(i.Amount));

    /// <summary>pacga: the code of a number, in the upper half.</summary>
    public static ulong Generic(in Instruction i, ArchitecturalState state) =>
        state.X[i.Rd] = CodeOf(state, state.X[i.Rn], state.X[i.Rm], GenericKey) & 0xffff_ffff_0000_0000;

    /// <summary>The pointer without its code.</summary>
    public static ulong Strip(ArchitecturalState state, ulong pointer, bool isData)
    {
        var bits = CodeBits(state, pointer, isData);
        return HalfOf(pointer) != 0 ? pointer | bits : pointer & ~bits;
    }

    /// <summary>The pointer in Rn, which is signed with Rm; as it is where its key is off.</summary>
    /// <returns>False if its code is another.</returns>
    public static bool TryAuthenticate(in Instruction i, ArchitecturalState state, out ulong pointer) =>
        TryAuthenticate(state, state.X[i.Rn], state.X[i.Rm], i.Amount, out pointer);

    /// <summary>The pointer that <paramref name="signed"/> is; itself, where it is signed otherwise.</summary>
    /// <returns>False in that case.</returns>
    public static bool TryAuthenticate(ArchitecturalState state, ulong signed, ulong modifier, int key, out ulong pointer)
    {
        pointer = signed;
        if (!IsEnabled(state, key))
            return true;
        var plain = Strip(state, signed, IsData(key));
        if (Signed(state, signed, modifier, key) != plain)
            return false;
        pointer = plain;
        return true;
    }

    /// <summary>Takes the exception of an authentication that fails.</summary>
    /// <exception cref="GuestFault">There are no vectors.</exception>
    public static ExecutionResult Refuse(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory) =>
        Refuse(state, memory, address, state.X[i.Rn], state.X[i.Rm], i.Amount);

    /// <summary>As the other one, of the instruction at <paramref name="address"/>.</summary>
    public static ExecutionResult Refuse(ArchitecturalState state, GuestMemory memory, ulong address, ulong signed, ulong modifier, int key)
    {
        var syndrome = (IsData(key) ? 2UL : 0) | ((ulong)key & 1);
        return ExceptionEntry.TryTake(state, memory, ExceptionClass.PointerAuthentication, syndrome, address, address) ?? throw new GuestFault(
            $"pointer authentication at 0x{address:x}: 0x{signed:x} is not signed with key {KeyNames[key]} and modifier 0x{modifier:x}");
    }

    static ulong Signed(ArchitecturalState state, ulong pointer, ulong modifier, int key) =>
        IsEnabled(state, key) ? pointer ^ CodeOf(state, Strip(state, pointer, IsData(key)), modifier, key) & CodeBits(state, pointer, IsData(key)) : pointer;

    // Bits that the code is in: from the end of the virtual address on, without bit 55, and without a top byte that is ignored.
    static ulong CodeBits(ArchitecturalState state, ulong pointer, bool isData)
    {
        var (tcr, half) = (state.System[UsesLevel2(state) ? SystemRegister.TcrEl2 : SystemRegister.TcrEl1], HalfOf(pointer));
        var middle = Selecting - (1UL << AddressBits(tcr, half));
        return IgnoresTop(tcr, half, isData) ? middle : middle | TopByte;
    }

    // TnSZ; 48 bits where the register was never written.
    static int AddressBits(ulong tcr, int half) => (int)(tcr >> 16 * half & 63) switch
    {
        0 => 48,
        var size => 64 - Math.Clamp(size, 12, 48),
    };

    // TBIn, and TBIDn: only for data.
    static bool IgnoresTop(ulong tcr, int half, bool isData) => (tcr >> 37 + half & 1) != 0 && (isData || (tcr >> 51 + half & 1) == 0);

    static int HalfOf(ulong pointer) => (int)(pointer >> SelectingBit) & 1;

    static bool IsData(int key) => key >= 2;

    static bool IsEnabled(ArchitecturalState state, int key) =>
        (state.System[UsesLevel2(state) ? SystemRegister.SctlrEl2 : SystemRegister.SctlrEl1] >> EnablingBits[key] & 1) != 0;

    // At EL2, and in user space that belongs to it.
    static bool UsesLevel2(ArchitecturalState state) =>
        state.Level == ExceptionLevel.El2 || (state.Level == ExceptionLevel.El0 && ExceptionEntry.IsHost(state) && ExceptionEntry.TrapsGeneral(state));

    // Every bit of the inputs decides every bit of the result: MurmurHash3's finalizer after each.
    static ulong CodeOf(ArchitecturalState state, ulong pointer, ulong modifier, int key)
    {
        var (low, high) = (state.System[Keys[key]], state.System[Keys[key] + 1]);
        var mixed = Mix(pointer ^ low);
        mixed = Mix(mixed ^ BitOperations.RotateLeft(modifier, 32) ^ high);
        return Mix(mixed + low);
    }

    static ulong Mix(ulong value)
    {
        value = (value ^ value >> 33) * 0xff51_afd7_ed55_8ccd;
        value = (value ^ value >> 33) * 0xc4ce_b9fe_1a85_ec53;
        return value ^ value >> 33;
    }
}
