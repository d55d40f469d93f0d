using Sim.Reports.Cells;
using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>A value of a cell that is not the baseline's.</summary>
/// <param name="Column">Whose value it is.</param>
/// <param name="Before">The baseline's.</param>
/// <param name="Now">The current one.</param>
public sealed record Difference(ResultColumn Column, Figure Before, Figure Now)
{
    /// <summary>Both values with as many digits as it takes to tell them apart.</summary>
    public (string Before, string Now) Shown => Before.Rounded == Now.Rounded ? (Before.ToString(), Now.ToString()) : (Before.Rounded, Now.Rounded);

    /// <summary>Now minus baseline in percent of the baseline, with its sign.</summary>
    public string Percent => Before.Number is { } before and not 0 && Now.Number is { } now ? Signed((now - before) / Math.Abs(before) * 100) : NumberText.Missing;

    /// <summary>In a clause.</summary>
    public override string ToString() => $"{Column.Name} {Shown.Before}, now {Shown.Now}{(Percent == NumberText.Missing ? "" : $" ({Percent} %)")}";

    // However small, it has a direction.
    static string Signed(double percent) => NumberText.SignedPercent(percent) is var text && text == NumberText.SignedPercent(0) ? (percent < 0 ? "-" : "+") + text : text;
}
