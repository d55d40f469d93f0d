using Sim.Core.A64;
using Sim.Core.A64.Coding;

namespace Sim.Core.Kernel.Image;

/// <summary>Addresses of data that the text of a function names: what kallsyms of a kernel without KALLSYMS_ALL does not have.</summary>
/// <remarks>Registers are followed in a straight line, branches or not: what is found is a candidate, to be checked by what is there.</remarks>
static class CodeReferences
{
    const ulong MostBytes = 2048;
    const byte Pointer = 8;

    /// <summary>Each address that ADRP and ADD make.</summary>
    public static IEnumerable<ulong> AddressesIn(KernelImage image, string function) =>
        Follow(image, function).Where(step => step.Instruction.Opcode is Opcode.MoveImmediate or Opcode.Add).Select(step => step.Constants[step.Instruction.Rd]).OfType<ulong>();

    /// <summary>Each address whose 8 bytes are loaded: <c>adrp x0, page; ldr x0, [x0, #offset]</c>, or with ADD between.</summary>
    public static IEnumerable<ulong> LoadedIn(KernelImage image, string function) =>
        from step in Follow(image, function)
        where step.Instruction is { Opcode: Opcode.Ldr, AccessBytes: Pointer, Addressing: Addressing.Offset }
        where step.Constants[step.Instruction.Rn] is not null
        select step.Constants[step.Instruction.Rn]!.Value + (ulong)step.Instruction.Immediate;

    /// <summary>The bases of tables of pointers that are indexed by a number: <c>ldr x0, [x1, w2, sxtw #3]</c>.</summary>
    public static IEnumerable<ulong> TablesIn(KernelImage image, string function) =>
        from step in Follow(image, function)
        where step.Instruction is { Opcode: Opcode.Ldr, AccessBytes: Pointer, Addressing: Addressing.RegisterOffset, Amount: 3 }
        where step.Constants[step.Instruction.Rn] is not null
        select step.Constants[step.Instruction.Rn]!.Value;

    /// <summary>The per-CPU variable whose value goes to SP_EL0: <c>ldr x0, [x1, x2]; msr sp_el0, x0</c>.</summary>
    public static ulong? PerCpuTaskIn(KernelImage image, string function)
    {
        (byte Register, ulong Address)? loaded = null;
        foreach (var (instruction, constants) in Follow(image, function))
        {
            if (instruction is { Opcode: Opcode.Ldr, AccessBytes: Pointer, Addressing: Addressing.RegisterOffset } && constants[instruction.Rn] is { } address)
                loaded = (instruction.Rd, address);
            else if (instruction is { Opcode: Opcode.Msr, Immediate: (long)SystemRegister.SpEl0 } && loaded is { } task && task.Register == instruction.Rn)
                return task.Address;
        }

        return null;
    }

    // Each instruction with what registers held before it, or after it where it makes a constant.
    static IEnumerable<(Instruction Instruction, ulong?[] Constants)> Follow(KernelImage image, string function)
    {
        if (image.Symbols.AddressOf(function) is not { } start)
            yield break;
        var end = Math.Min(image.Symbols.EndOf(start) ?? start + MostBytes, start + MostBytes);
        var constants = new ulong?[byte.MaxValue + 1];
        for (var address = start; address < end; address += 4)
        {
            var word = new byte[4];
            if (!image.Memory.TryRead(address, word))
                yield break;
            var instruction = Decoder.Decode(BitConverter.ToUInt32(word), address);
            switch (instruction.Opcode)
            {
                case Opcode.MoveImmediate:
                    constants[instruction.Rd] = (ulong)instruction.Immediate;
                    break;
                case Opcode.Add when instruction.Operand2 == Operand2.Immediate && constants[instruction.Rn] is { } from:
                    constants[instruction.Rd] = from + (ulong)instruction.Immediate;
                    break;
            }

            yield return (instruction, constants);
            if (instruction.Opcode is Opcode.Ldr or Opcode.Mrs)
                constants[instruction.Rd] = null;
        }
    }
}
