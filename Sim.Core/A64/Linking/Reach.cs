namespace Sim.Core.A64.Linking;

/// <summary>How far from itself an instruction can name an address.</summary>
static class Reach
{
    const long KiB = 1024;
    const long MiB = 1024 * KiB;

    /// <summary>Bytes backwards; forwards it is one unit less. Null for an instruction that names no address.</summary>
    public static (long Bytes, string Text)? Of(in Instruction instruction, FixupKind? fixup) =>
        (instruction.Opcode, instruction.Addressing, fixup) switch
        {
            (Opcode.B or Opcode.Bl, _, _) => (128 * MiB, "128 MiB"),
            (Opcode.BCond or Opcode.Cbz or Opcode.Cbnz, _, _) => (MiB, "1 MiB"),
            (Opcode.Tbz or Opcode.Tbnz, _, _) => (32 * KiB, "32 KiB"),
            (_, Addressing.Literal, _) => (MiB, "1 MiB"),
            (Opcode.MoveImmediate, _, FixupKind.Target) => (MiB, "1 MiB"),
            (Opcode.MoveImmediate, _, FixupKind.Page) => (4096 * MiB, "4 GiB"),
            _ => null,
        };

    /// <summary>True for instructions that count the distance in words.</summary>
    public static bool NeedsWord(in Instruction instruction) =>
        instruction.Opcode != Opcode.MoveImmediate;
}
