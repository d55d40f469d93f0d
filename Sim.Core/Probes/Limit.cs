namespace Sim.Core.Probes;

/// <summary>A bound on instructions per cycle, with the parameter that sets it.</summary>
readonly record struct Limit(string Parameter, double PerCycle)
{
    /// <summary>The bound that a loop runs into; of equal ones the first.</summary>
    public static Limit Tightest(params ReadOnlySpan<Limit> limits)
    {
        var tightest = limits[0];
        foreach (var limit in limits)
        {
            if (limit.PerCycle < tightest.PerCycle)
                tightest = limit;
        }

        return tightest;
    }
}
