using System.Runtime.InteropServices;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <summary>All that a core needs of the instruction at one position, side by side: a line of the host's cache.</summary>
/// <param name="instruction">What it does.</param>
/// <param name="form">How it is executed.</param>
/// <param name="op">How it moves through the pipeline.</param>
/// <param name="address">Where it stands.</param>
/// <param name="target">Position of a direct branch's target; -1 for everything else.</param>
/// <param name="region">What its cycles are charged to.</param>
/// <param name="straight">How many instructions follow it at the next addresses in the same line of the L1I, charged to the same region.</param>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public readonly struct Step(Instruction instruction, Form form, MicroOp op, ulong address, int target, byte region, byte straight)
{
    internal readonly Instruction Instruction = instruction;
    internal readonly MicroOp Op = op;
    internal readonly ulong Address = address;
    internal readonly int Target = target;
    internal readonly byte Region = region;
    internal readonly byte Straight = straight;
    internal readonly Form Form = form;
}
