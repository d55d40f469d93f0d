using System.Text;
using Sim.Core.A64.Linking;

namespace Sim.Tests.Machine.Differential;

/// <summary>Programs with what surrounds them in the emulator: loading of their state before, saving of it after, and output of all at
/// the end.</summary>
static class EmulatorText
{
    const ulong FirstPage = 0x4000_0000;
    const int PageBytes = 4096;

    // x28 points at the state to be loaded, whose slot of x28 says where the program is. The end state overwrites the start state, and the
    // next one is after it.
    const string Around = """
        	.section .window, "aw", @nobits
        window:	.space	WINDOW_BYTES
        	.text
        	.global	_start
        	.macro	every_pair operation
        	.irp	n, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26
        	pair	\operation, \n, %(\n + 1)
        	.endr
        	\operation	x29, x30, [x28, #8 * 29]
        	.endm
        	.altmacro
        	.macro	pair operation, first, second
        	\operation	x\first, x\second, [x28, #8 * \first]
        	.endm
        _start:
        	ldr	x28, =states
        load:
        	ldr	x0, =window
        	add	x1, x28, #8 * FIRST_OF_WINDOW
        	mov	x2, #WINDOW_BYTES / 8
        1:	ldr	x3, [x1], #8
        	str	x3, [x0], #8
        	subs	x2, x2, #1
        	b.ne	1b
        	ldr	x0, [x28, #8 * STACK]
        	mov	sp, x0
        	ldr	x0, [x28, #8 * FLAGS]
        	msr	nzcv, x0
        	clrex
        	every_pair	ldp
        	ldr	x28, [x28, #8 * 28]
        	br	x28
        save:
        	every_pair	stp
        	mov	x0, sp
        	str	x0, [x28, #8 * STACK]
        	mrs	x0, nzcv
        	str	x0, [x28, #8 * FLAGS]
        	ldr	x0, =window
        	add	x1, x28, #8 * FIRST_OF_WINDOW
        	mov	x2, #WINDOW_BYTES / 8
        1:	ldr	x3, [x0], #8
        	str	x3, [x1], #8
        	subs	x2, x2, #1
        	b.ne	1b
        	add	x28, x28, #8 * STATE_WORDS
        	ldr	x0, =finish
        	ldr	x1, [x28, #8 * 28]
        	cmp	x0, x1
        	b.ne	load
        finish:
        	ldr	x1, =states
        	sub	x2, x28, x1
        1:	mov	x0, #1
        	mov	x8, #64
        	svc	#0
        	add	x1, x1, x0
        	subs	x2, x2, x0
        	b.ne	1b
        	mov	x0, #0
        	mov	x8, #93
        	svc	#0
        	.ltorg
        	.data
        	.balign	16
        states:	.incbin	"STATES_FILE"
        	.space	8 * 28
        	.quad	finish
        	.text

        """;

    /// <summary>Where program number <paramref name="index"/> starts.</summary>
    public static ulong AddressOf(int index) => FirstPage + (ulong)(index + 1) * PageBytes;

    /// <summary>Linker options that put code and window where they belong.</summary>
    public static string[] Placement => [$"-Ttext=0x{FirstPage:x}", $"--section-start=.window=0x{StartState.Window:x}"];

    public static string Of(IReadOnlyList<TestProgram> programs, string statesFile)
    {
        var text = new StringBuilder(Around)
            .Replace("WINDOW_BYTES", $"{StartState.WindowBytes}")
            .Replace("FIRST_OF_WINDOW", $"{StartState.FirstOfWindow}")
            .Replace("STATE_WORDS", $"{StartState.Count}")
            .Replace("STATES_FILE", statesFile)
            .Replace("STACK", $"{StartState.Stack}")
            .Replace("FLAGS", $"{StartState.Flags}");
        for (var k = 0; k < programs.Count; k++)
        {
            var state = $"states + {8 * StartState.Count * k}";
            text.Append($"\t.org\t{AddressOf(k) - FirstPage}\n").Append(programs[k].Text)
                .Append($"\tadrp\tx28, {state}\n\tadd\tx28, x28, :lo12:{state}\n\tb\tsave\n\t.ltorg\n");
        }

        return text.ToString();
    }

    /// <summary>The start states, one after the other.</summary>
    public static ulong[] StatesOf(IReadOnlyList<TestProgram> programs)
    {
        var states = new ulong[programs.Count * StartState.Count];
        for (var k = 0; k < programs.Count; k++)
        {
            programs[k].Start.Words.CopyTo(states, k * StartState.Count);
            states[k * StartState.Count + StartState.Reserved] = AddressOf(k);
        }

        return states;
    }
}
