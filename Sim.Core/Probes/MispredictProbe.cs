using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>Cost of a mispredicted branch: a loop on random bits against the same loop on zeros.</summary>
static class MispredictProbe
{
    const int Branches = 32;
    const int WarmUp = 100;
    const int Turns = 200;
    const ulong Seed = 0x9E37_79B9_7F4A_7C15;

    // A branch resolves a cycle after it has issued; the parameter counts from there.
    const int CyclesToResolve = 1;

    public static Finding Run(CoreProfile machine, CoreProfile declared)
    {
        var bench = new Bench(machine, Text());
        bench.X[1] = 0;
        var foreseen = bench.Run("random", WarmUp, Turns);
        bench.X[1] = Seed;
        var random = bench.Run("random", WarmUp, Turns);

        var mispredicts = random.BranchMispredicts - foreseen.BranchMispredicts;
        var found = ((double)(random.Cycles - foreseen.Cycles) / mispredicts) - CyclesToResolve;
        return Finding.Latency("branches", "mispredicted branch", "branches.mispredict_cycles", found, declared.Branches.MispredictCycles);
    }

    // The chain through X1 is the longest path: Marsaglia's xorshift and as many idle links that fetch keeps ahead of it. The branch leads to
    // the next instruction either way, so that only its prediction can matter.
    static string Text() => new Loops().Add("random",
        """
        eor x1, x1, x1, lsl #13
        eor x1, x1, x1, lsr #7
        eor x1, x1, x1, lsl #17
        eor x1, x1, xzr
        eor x1, x1, xzr
        eor x1, x1, xzr
        eor x1, x1, xzr
        eor x1, x1, xzr
        eor x1, x1, xzr
        eor x1, x1, xzr
        eor x1, x1, xzr
        eor x1, x1, xzr
        tbz x1, #20, 1f
        1:
        """, Branches).ToString();
}
