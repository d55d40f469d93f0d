using System.Text;
using Sim.Tests.Machine.Differential;

namespace Sim.Tests.Machine.SteadyState;

/// <summary>Text of a straight-line program whose loads come shortly after stores to the same few words, releases among them.</summary>
static class StoresAndLoads
{
    public static string Text(int seed, int lines)
    {
        var random = new RandomOperands(seed);
        var text = new StringBuilder();
        for (var line = 0; line < lines; line++)
            text.Append('\t').AppendLine(Line(random));
        return text.AppendLine("\t.global end").AppendLine("end:\tnop").ToString();
    }

    static string Line(RandomOperands random) => random.Below(9) switch
    {
        0 or 1 => $"str {random.NonZero('x')}, [x24, #{8 * random.Below(4)}]",
        2 => $"stp {random.NonZero('x')}, {random.NonZero('x')}, [x24]",
        3 or 4 => $"{random.Of("stlr", "stlr", "ldar")} {random.NonZero('x')}, [x24]",
        5 => $"ldp x1, x2, [x24, #{8 * random.Below(3)}]",
        6 => $"add {random.Registers('x', 3)}",
        _ => $"ldr {random.NonZero('x')}, [x24, #{8 * random.Below(4)}]",
    };
}
