using System.Globalization;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Differential;

[Category("Differential")]
public sealed class DifferentialTests
{
    const string CountVariable = "SIM_DIFFERENTIAL_PROGRAMS";
    const int DefaultPrograms = 5_000;
    const int ProgramsPerFile = 2_500;
    const int MostShown = 3;

    [Test]
    public void Random_programs_end_in_the_state_that_an_emulator_reaches()
    {
        Emulator.Require();
        var given = Environment.GetEnvironmentVariable(CountVariable);
        var count = given is null ? DefaultPrograms : int.Parse(given, CultureInfo.InvariantCulture);

        var differences = Enumerable.Range(0, (count + ProgramsPerFile - 1) / ProgramsPerFile)
            .AsParallel().AsOrdered()
            .Select(file => RandomProgram.Of((file * ProgramsPerFile)..Math.Min(count, (file + 1) * ProgramsPerFile)))
            .SelectMany(programs => Difference.Among(programs, Interpreter.Execute))
            .ToList();

        var shown = differences.Take(MostShown).Select(difference => Shrinker.Shrink(difference, Interpreter.Execute));
        Assert.That(differences, Is.Empty, string.Join('\n', shown));
        TestContext.Out.WriteLine($"{count} programs, no difference");
    }
}
