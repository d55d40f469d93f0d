using System.Text;

namespace Sim.Tests.Hardware.Differential;

/// <summary>Programs with what surrounds them in the emulator: loading of their state before, saving of it behind, and output of all at
/// the end.</summary>
static class EmulatorText
{
    /// <summary>Program number k has the page at this address plus k pages; its text starts behind what loads its state.</summary>
    public const ulong FirstPage = 0x4000_0000;

    /// <summary>Length of what is loaded and saved for each program: registers, SP, NZCV, window.</summary>
    public const int StateWords = RandomProgram.StateWords + RandomProgram.WindowBytes / 8;

    const int PageBytes = 4096;
    const int LoadBytes = 4 * 102;

    // x28 points at the state to be loaded or saved.
    const string Begin = """
        	.section .window, "aw", @nobits
        window:	.space	256
        	.bss
        	.balign	16
        saved:	.space	SAVED_BYTES
        	.macro	load_state
        	adrp	x0, window
        	add	x0, x0, :lo12:window
        	.set	at, 0
        	.rept	32
        	ldr	x1, [x28, #264 + at]
        	str	x1, [x0, #at]
        	.set	at, at + 8
        	.endr
        	ldr	x0, [x28, #248]
        	mov	sp, x0
        	ldr	x0, [x28, #256]
        	msr	nzcv, x0
        	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30
        	ldr	x\n, [x28, #8 * \n]
        	.endr
        	.endm
        	.macro	save_state
        	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30
        	str	x\n, [x28, #8 * \n]
        	.endr
        	mov	x0, sp
        	str	x0, [x28, #248]
        	mrs	x0, nzcv
        	str	x0, [x28, #256]
        	adrp	x0, window
        	add	x0, x0, :lo12:window
        	.set	at, 0
        	.rept	32
        	ldr	x1, [x0, #at]
        	str	x1, [x28, #264 + at]
        	.set	at, at + 8
        	.endr
        	.endm
        	.text
        	.global	_start
        _start:

        """;

    const string End = """
        	.balign	4096
        	ldr	x1, =saved
        	ldr	x2, =SAVED_BYTES
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

        """;

    /// <summary>Where the text of program number <paramref name="index"/> starts.</summary>
    public static ulong AddressOf(int index) => FirstPage + (ulong)index * PageBytes + LoadBytes;

    public static string Of(IReadOnlyList<RandomProgram> programs)
    {
        var text = new StringBuilder(Begin);
        for (var k = 0; k < programs.Count; k++)
        {
            text.AppendLine($"""
                	.balign	{PageBytes}
                page_{k}:
                	adrp	x28, start_{k}
                	add	x28, x28, :lo12:start_{k}
                	load_state
                	.org	page_{k} + {LoadBytes}
                {programs[k].Text}
                	adrp	x28, saved + {k * StateWords * 8}
                	add	x28, x28, :lo12:saved + {k * StateWords * 8}
                	save_state
                	b	page_{k + 1}
                """);
        }

        text.AppendLine($"\t.balign\t{PageBytes}").AppendLine($"page_{programs.Count}:").Append(End);
        for (var k = 0; k < programs.Count; k++)
        {
            var words = programs[k].State.Concat(programs[k].Memory).Select(word => $"0x{word:x}");
            text.AppendLine($"start_{k}:\t.quad\t{string.Join(", ", words)}");
        }


        return text
            .Replace("SAVED_BYTES", $"{programs.Count * StateWords * 8}")
            .ToString();
    }
}
