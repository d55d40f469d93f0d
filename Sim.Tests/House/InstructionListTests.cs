using System.Text;
using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Pipeline;
using Sim.Tests.Validation;

namespace Sim.Tests.House;

/// <summary>docs/instructions.md is the table of instructions. SIM_UPDATE_GOLDEN=1 rewrites it.</summary>
public sealed class InstructionListTests
{
    const string Document = "docs/instructions.md";

    const string Head = """
        # Instructions

        What Sim assembles, decodes, executes and times: the rows of its instruction table, one line a form. `R` is `X` or `W`, the same one
        throughout. The word has `-` where operands are. The last column is how the pipeline handles it. A word that is not here is an
        error when it is executed, never when it is only in memory.

        | mnemonic | operands | word | what it does | pipeline |
        |---|---|---|---|---|

        """;

    [Test]
    public void The_list_of_instructions_is_that_of_the_table()
    {
        var current = Head + string.Concat(InstructionSet.Forms.Where(form => !form.IsAlias).Select(Line).Distinct());

        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Document), current);
        Assert.That(Repository.Read(Document), Is.EqualTo(current));
    }

    // A missing arm is then an error of the compiler.
    [TestCase("Sim.Core/Machine/Cpu/Interpreter.cs"), TestCase("Sim.Core/Machine/Code/MicroOpDecoder.cs"), TestCase("Sim.Core/A64/Table/Meaning.cs")]
    public void An_opcode_without_an_arm_does_not_build(string file)
    {
        var text = Repository.Read(file);

        Assert.That(text, Does.Not.Contain("_ =>"));
        Assert.That(text.Split("#pragma warning disable").Skip(1), Is.All.StartsWith(" CS8524"));
        Assert.That(Repository.Read("Directory.Build.props"), Does.Contain("<TreatWarningsAsErrors>true"));
    }

    [Test]
    public void Every_opcode_has_a_form() => Assert.That(
        Enum.GetValues<Opcode>().Except(InstructionSet.Forms.Select(form => form.Opcode)), Is.Empty);

    static string Line(InstructionForm form)
    {
        var decoder = new MicroOpDecoder(Shipped.Core("neoverse-n1"));
        var op = decoder.Decode(Example(form));
        return $"| `{form.Mnemonic}` | {Code(form.Operands)} | `{Bits(form)}` | {form.Meaning} | {Name(op.Kind)} |\n";
    }

    // Some fields must not be zero: the extension of an index, the number of a hint, a system register.
    static Instruction Example(InstructionForm form)
    {
        uint[] fields = [0, 0x6000, 0x20, 0x8_4100];
        return fields.Select(bits => Sim.Core.A64.Coding.Decoder.Decode(form.Word | (bits & ~form.Mask), 0)).First(i => i.Opcode == form.Opcode);
    }

    static string Code(string text) => text.Length == 0 ? "" : $"`{text.Replace("|", "/", StringComparison.Ordinal)}`";

    static string Bits(InstructionForm form)
    {
        var bits = new StringBuilder();
        for (var bit = 31; bit >= 0; bit--)
            bits.Append((form.Mask >> bit & 1) == 0 ? '-' : (form.Word >> bit & 1) == 0 ? '0' : '1');
        return bits.ToString();
    }

    static string Name(MicroOpKind kind) => kind switch
    {
        MicroOpKind.Nothing => "none",
        MicroOpKind.Compute or MicroOpKind.Move => "compute",
        MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier or MicroOpKind.Resynchronise => "barrier",
        MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn => "exception",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
