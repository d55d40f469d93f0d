using System.Text;
using Sim.Tests.Machine.Differential;

namespace Sim.Tests.Machine.Oracle;

/// <summary>
/// Text of a program of some dozen lines, gone through one to three times: everything that the pipeline has a rule for. X26 points into a
/// ring of pointers, X25 and X23 count turns.
/// </summary>
sealed class RandomCode
{
    static readonly string[] Barriers = ["dmb ish", "dmb ishst", "dsb ish", "isb"];
    readonly StringBuilder _text = new();
    readonly RandomOperands _random;
    readonly RandomArithmetic _arithmetic;
    readonly RandomAccesses _accesses;
    readonly RandomVectors _vectors;
    readonly bool _branches, _exceptions;
    int _label;

    /// <param name="seed">The same seed gives the same text.</param>
    /// <param name="lines">Lines of the body; each is one to four instructions.</param>
    /// <param name="branches">False: straight-line code.</param>
    /// <param name="exceptions">True: it sets vectors, and takes breakpoints and system calls. X28 is the handler's.</param>
    public RandomCode(int seed, int lines, bool branches = true, bool exceptions = false)
    {
        _exceptions = exceptions && branches;
        _random = new RandomOperands(seed);
        (_arithmetic, _accesses, _vectors, _branches) = (new RandomArithmetic(_random), new RandomAccesses(_random), new RandomVectors(_random), branches);
        if (_exceptions)
            _text.AppendLine("\tadr x28, vectors; msr vbar_el1, x28");
        if (branches)
            _text.AppendLine($"\tmov x25, #{_random.Between(1, 3)}").AppendLine("again:");
        for (var i = 0; i < lines; i++)
            AddLine(isInLoop: false);
        if (branches)
            _text.AppendLine("\tsub x25, x25, #1; cbnz x25, again").AppendLine("\tb end");
        if (branches)
            AddFunctions();
        if (_exceptions)
            AddHandler();
        Text = _text.AppendLine("\t.global end").AppendLine("end:\tnop").ToString();
    }

    public string Text { get; }

    void AddLine(bool isInLoop)
    {
        if (_exceptions && _random.OneIn(6))
            _text.AppendLine($"\t{_random.Of("brk #1", "svc #2")}");
        else if (_branches && _random.OneIn(8))
            AddSkip();
        else if (_branches && !isInLoop && _random.OneIn(20))
            AddLoop();
        else if (_branches && !isInLoop && _random.OneIn(12))
            _text.AppendLine($"\t{_random.Of("bl inner", "bl outer")}");
        else
            _text.Append('\t').AppendLine(Straight());
    }

    string Straight() => _random.Below(24) switch
    {
        < 8 => _accesses.Next(),
        < 11 => "ldr x26, [x26]",
        11 => $"ldp x26, {_random.NonZero('x')}, [x26]",
        12 => $"ldr {_random.NonZero('x')}, [x26, #{_random.Below(8) * 8}]",
        13 => Far(),
        14 => $"mov {_random.NonZero('x')}, {_random.NonZero('x')}",
        15 => _random.OneIn(2) ? "nop" : $"and x22, {_random.NonZero('x')}, #0x38; ldr {_random.NonZero('x')}, [x24, x22]",
        16 when _random.OneIn(3) => _random.Of<string>(Barriers),
        18 => _vectors.Next(),
        17 => $"{_random.Of("udiv", "sdiv", "mul")} {_random.Registers(_random.Width(), 3)}",
        _ => _arithmetic.Next(),
    };

    // Pages and lines away from the window of the other accesses.
    string Far()
    {
        var place = $"add x27, x24, #{_random.Between(14, 28)}, lsl #12; add x27, x27, #{_random.Below(16) * 60}";
        var (first, second) = (_random.NonZero('x'), $"x{_random.Between(22, 23)}");
        return $"{place}; " + (_random.OneIn(2) ? $"ldr {first}, [x27]" : $"str {first}, [x27]")
            + (_random.OneIn(3) && !_branches ? $"; mov {second}, {first}" : "");
    }

    void AddSkip()
    {
        var (width, label) = (_random.Width(), _label++);
        var branch = _random.Below(9) switch
        {
            0 or 1 => $"b.{_random.Condition()} skip{label}",
            2 or 3 => $"{_random.Of("cbz", "cbnz")} {_random.Register(width)}, skip{label}",
            4 or 5 => $"{_random.Of("tbz", "tbnz")} {_random.Register(width)}, #{_random.Shift(width)}, skip{label}",
            6 => $"bl skip{label}",
            7 => $"adr x22, skip{label}; {_random.Of("br", "blr", "ret")} x22",
            _ => $"b skip{label}",
        };
        _text.AppendLine($"\t{branch}").AppendLine($"\t{Straight()}").AppendLine($"skip{label}:");
    }

    void AddLoop()
    {
        var label = _label++;
        _text.AppendLine($"\tmov w23, #{_random.Between(2, 5)}").AppendLine($"loop{label}:");
        for (var i = 0; i < 4; i++)
            AddLine(isInLoop: true);
        _text.AppendLine($"\tsub w23, w23, #1; cbnz w23, loop{label}");
    }

    // A breakpoint is skipped, a system call has been executed.
    void AddHandler()
    {
        _text.AppendLine("\t.balign 2048").AppendLine("vectors:\t.org vectors + 0x200");
        _text.AppendLine($"\t{Straight()}").AppendLine("\tmrs x28, esr_el1; tbz x28, #29, handled; mrs x28, elr_el1; add x28, x28, #4; msr elr_el1, x28");
        _text.AppendLine($"handled:\t{Straight()}").AppendLine("\teret");
    }

    void AddFunctions()
    {
        // The frame lies where no other access goes.
        _text.AppendLine("outer:\tsub sp, sp, #256; stp x29, x30, [sp, #128]; add x29, sp, #128");
        _text.AppendLine($"\t{Straight()}").AppendLine("\tbl inner").AppendLine($"\t{Straight()}");
        _text.AppendLine("\tldp x29, x30, [sp, #128]; add sp, sp, #256; ret");
        _text.AppendLine($"inner:\t{Straight()}").AppendLine($"\t{Straight()}").AppendLine("\tret");
    }
}
