using System.Globalization;
using System.Text;
using Sim.Core.A64;

namespace Sim.Core.Loads.Population;

/// <summary>Writes the assembly text of one function of a population: entry, callsite, work, return, and a call of another function.</summary>
/// <remarks>
/// The call is where the function would go on: each function of a population is called from one place, in the text of another one, and a run
/// begins there, with the address of the callee's data in x19. What decides which function is called next is not simulated: its cost is part of the functions' work.
/// </remarks>
/// <param name="index">Number of the function.</param>
/// <param name="callee">Number of the function whose caller this one is.</param>
/// <param name="workInstructions">
/// Instructions between entry and return, both left out of the count; <see cref="LeastWork"/> or more. Where the text has no room for them, it
/// has a loop, and executes about as many.
/// </param>
/// <param name="room">Most instructions of its work that the text has room for.</param>
public sealed class FunctionText(int index, int callee, int workInstructions, int room)
{
    // Sets up a loop's counter, counts, and branches; and something to do.
    const int LoopInstructions = 3;

    // Frame and return; two more where return addresses are signed.
    const int FrameInstructions = 4;

    /// <summary>Fewest instructions of a function's work: a frame, and nothing to do.</summary>
    public const int LeastWork = FrameInstructions;

    /// <summary>Bytes of a function's own data: two cache lines, which its loads alternate between.</summary>
    /// <guess>
    /// A kernel function reads a field or two of one object, and its stack. The real footprint is not known: the measured paths list what tracing touches,
    /// not what the functions do.
    /// </guess>
    public const int DataBytes = 128;

    /// <summary>Number of the register that holds the address of its data when it is called, and keeps it.</summary>
    public const int DataRegister = 19;

    /// <summary>Bytes besides the work: ops literal, entry, signing, the call of another function.</summary>
    public const int OtherBytes = 8 + 8 + 8 + 8;

    // A quarter loads, an eighth each of stores and branches, the rest arithmetic on what was loaded: about what the measured paths of kernel code have.
    static readonly string[] Work =
    [
        "ldr     x11, [x19]", "add     x12, x12, x11", "eor     x13, x12, x11", "str     x13, [sp, #16]",
        "cbnz    xzr, 1f", "add     x14, x13, #1", "ldr     x15, [x19, #64]", "and     x12, x15, x14",
    ];

    /// <summary>True if a loop fits into such a room.</summary>
    public static bool MayLoop(int room) => room > FrameInstructions + LoopInstructions;

    /// <summary>Global label of function <paramref name="number"/>.</summary>
    public static string Label(int number) => FormattableString.Invariant($"function_{number}");

    /// <summary>Global label of the place that calls function <paramref name="number"/>.</summary>
    public static string CallLabel(int number) => FormattableString.Invariant($"call_{number}");

    public SourceText Write()
    {
        var (name, call) = (Label(index), CallLabel(callee));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
                    .region tracee
                    .ifdef CALL_OPS_LITERAL
                    .balign 8
                    .quad   0
                    .endif
                    .global {name}
            {name}:
                    .ifdef MCOUNT_ENTRY
                    stp     x29, x30, [sp, #-32]!
                    mov     x29, sp
                    mov     x0, x30
                    .else
                    mov     x9, x30
                    .endif
                    .global {name}_callsite
            {name}_callsite:
                    nop
                    .ifndef MCOUNT_ENTRY
                    .ifdef PAC_IN_LEAVES
                    paciasp
                    .endif
                    stp     x29, x30, [sp, #-32]!
                    mov     x29, sp
                    .endif

            """);
        if (workInstructions <= room)
            AppendWork(text, workInstructions - FrameInstructions);
        else
            AppendLoop(text);
        text.Append(CultureInfo.InvariantCulture, $"""
            1:      ldp     x29, x30, [sp], #32
                    .ifdef PAC_IN_LEAVES
                    autiasp
                    .endif
                    ret
                    .region caller
                    .global {call}
            {call}:
                    bl      {Label(callee)}
                    nop

            """);
        return new SourceText(name, text.ToString());
    }

    // Fills the room, and goes round as often as it takes.
    void AppendLoop(StringBuilder text)
    {
        var body = room - FrameInstructions - LoopInstructions;
        var rounds = Math.Max(1, (int)Math.Round((workInstructions - FrameInstructions - 1.0) / (body + 2)));
        text.Append(CultureInfo.InvariantCulture, $"        mov     w16, #{rounds}\n2:\n");
        AppendWork(text, body);
        text.Append("        sub     w16, w16, #1\n        cbnz    w16, 2b\n");
    }

    static void AppendWork(StringBuilder text, int instructions)
    {
        for (var i = 0; i < instructions; i++)
            text.Append("        ").Append(Work[i % Work.Length]).Append('\n');
    }
}
