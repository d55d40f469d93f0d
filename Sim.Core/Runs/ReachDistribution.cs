namespace Sim.Core.Runs;

/// <summary>How callsites get to a strategy's trampoline, over many boots that put modules elsewhere.</summary>
/// <param name="Strategy">Name of the strategy.</param>
/// <param name="From">Whose functions: <c>image</c> or <c>modules</c>.</param>
/// <param name="Direct">Share of callsites from which a BL reaches.</param>
/// <param name="Veneer">Share that goes through the module's PLT entry.</param>
/// <param name="Fallback">Share that uses the common trampoline instead.</param>
/// <param name="Unreachable">Share from which no trampoline is reached.</param>
public sealed record ReachDistribution(
    string Strategy,
    string From,
    ShareDistribution Direct,
    ShareDistribution Veneer,
    ShareDistribution Fallback,
    ShareDistribution Unreachable);

/// <summary>A share between 0 and 1 that differs from boot to boot.</summary>
/// <param name="Mean">Mean over boots.</param>
/// <param name="Low">Lower end of the 95 % confidence interval of the mean.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="P5">What 5 % of boots are below.</param>
/// <param name="P50">Median boot.</param>
/// <param name="P95">What 95 % of boots are below.</param>
/// <param name="Boots">The share of every boot, in ascending order.</param>
public sealed record ShareDistribution(double Mean, double Low, double High, double P5, double P50, double P95, IReadOnlyList<double> Boots);
