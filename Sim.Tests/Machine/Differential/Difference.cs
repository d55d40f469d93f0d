namespace Sim.Tests.Machine.Differential;

/// <summary>A program that ends in Sim in another state than under the emulator.</summary>
sealed record Difference(TestProgram Program, Execution Actual, ulong[] Expected)
{
    /// <summary>The program, what it started from as far as it matters, and what is different after it.</summary>
    public override string ToString()
    {
        var used = Program.Registers.Append(StartState.Flags).Concat(Actual.Touched);
        var start = used.Select(word => $"{StartState.NameOf(word)}=0x{Program.Start.Words[word]:x}");
        return $"{Program.Text}  starts from {string.Join(' ', start)}\n  ends with {string.Join("; ", Words())}\n";
    }

    IEnumerable<string> Words() => Actual.Fault is { } fault
        ? [fault]
        : DifferentWords(Actual.Words, Expected)
            .Select(word => $"{StartState.NameOf(word)}=0x{Actual.Words[word]:x}, not 0x{Expected[word]:x}");

    /// <summary>Runs <paramref name="programs"/> in both and returns those that differ, in order.</summary>
    public static IReadOnlyList<Difference> Among(IReadOnlyList<TestProgram> programs, Executor execute)
    {
        var expected = Emulator.Run(programs);
        var differences = new List<Difference>();
        for (var k = 0; k < programs.Count; k++)
        {
            var actual = new Execution(programs[k], EmulatorText.AddressOf(k), execute);
            if (actual.Fault is not null || DifferentWords(actual.Words, expected[k]).Any())
                differences.Add(new Difference(programs[k], actual, expected[k]));
        }

        return differences;
    }

    static IEnumerable<int> DifferentWords(ulong[] actual, ulong[] expected) =>
        Enumerable.Range(0, StartState.Count).Where(word => word != StartState.Reserved && actual[word] != expected[word]);
}
