using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine.Differential;

/// <summary>Pipelines execute the commonest forms of instructions by themselves: the same as <see cref="Interpreter"/>, which the emulator checks.</summary>
[Category("Differential")]
public sealed class FormTests
{
    const int Programs = 400;

    static readonly CoreProfile[] Cores =
    [
        TestCores.FourWide,
        TestCores.FourWide with { BackEnd = TestCores.FourWide.BackEnd with { Window = null, EliminatesMoves = false } },
    ];

    [Test]
    public void Random_programs_end_in_the_same_state_in_a_pipeline([ValueSource(nameof(Cores))] CoreProfile core)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var program = RandomProgram.Of(seed);
            var (expected, actual) = (Run(program, Interpreter.Execute), Run(program, new OnePipeline(core).Execute));

            Assert.That(actual.Fault, Is.EqualTo(expected.Fault), program.Text);
            Assert.That(actual.Words, Is.EqualTo(expected.Words), program.Text);
        }
    }

    [Test]
    public void Random_programs_end_in_the_same_state_without_timing()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var program = RandomProgram.Of(seed);
            var (expected, actual) = (Run(program, Interpreter.Execute), Run(program, new OneUntimed().Execute));

            Assert.That(actual.Fault, Is.EqualTo(expected.Fault), program.Text);
            Assert.That(actual.Words, Is.EqualTo(expected.Words), program.Text);
        }
    }

    [Test]
    public void Random_programs_have_instructions_of_every_form()
    {
        var forms = new HashSet<Form>();
        for (var seed = 0; seed < Programs; seed++)
        {
            Run(RandomProgram.Of(seed), (in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory) =>
            {
                forms.Add(Forms.Of(i));
                return Interpreter.Execute(i, address, state, memory);
            });
        }

        // What is renamed is the core's to say; two are no instructions.
        Assert.That(Enum.GetValues<Form>().Except(forms), Is.EqualTo(new[] { Form.NotDecoded, Form.EndOfLine, Form.RenamedRegister }));
    }

    static Execution Run(TestProgram program, Executor execute) => new(program, EmulatorText.AddressOf(0), execute);

    sealed class OneUntimed
    {
        Untimed? _core;

        public ExecutionResult Execute(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
        {
            Assert.That(address, Is.EqualTo(state.Pc), i.ToString());
            _core ??= new Untimed(TestCores.FourWide, new RegionMap(["all"], []), new Uncore(TestCores.FourWide, memory), state);
            for (var before = _core.Executed; _core.Executed == before;)
                _core.RunUntil(0, 0);
            return new ExecutionResult(0, state.Pc, false);
        }
    }

    // One instruction at a time: a limit that has passed ends every run after one.
    sealed class OnePipeline(CoreProfile core)
    {
        static readonly RegionMap NoRegions = new(["all"], []);

        Sim.Core.Machine.Pipeline.Pipeline? _pipeline;

        public ExecutionResult Execute(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
        {
            Assert.That(address, Is.EqualTo(state.Pc), i.ToString());
            _pipeline ??= Sim.Core.Machine.Pipeline.Pipeline.Create(core, NoRegions, memory, state);
            _pipeline.RunUntil(0, 0);
            return new ExecutionResult(0, state.Pc, false);
        }
    }
}
