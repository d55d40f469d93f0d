using Sim.Reports.Cells;
using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>A value of a cell that is not the baseline's.</summary>
/// <param name="Column">Whose value it is.</param>
/// <param name="Before">The baseline's.</param>
/// <param name="Now">The current one.</param>
/// <param name="TolerancePercent">Largest change that would not have counted, in percent of the baseline's; 0 for none.</param>
public sealed record Difference(ResultColumn Column, Figure Before, Figure Now, double TolerancePercent)
{
    /// <summary>Both values with as many digits as it takes to tell them apart.</summary>
    public (string Before, string Now) Shown => Before.Rounded == Now.Rounded ? (Before.ToString(), Now.ToString()) : (Before.Rounded, Now.Rounded);

    /// <summary>Now minus baseline in percent of the baseline, with its sign, and as many decimals as tell it from the tolerance.</summary>
    public string Percent => Before.Number is { } before and not 0 && Now.Number is { } now ? Beyond((now - before) / Math.Abs(before) * 100) : NumberText.Missing;

    /// <summary>In a clause.</summary>
    public override string ToString() => $"{Column.Name} {Shown.Before}, now {Shown.Now}{(Percent == NumberText.Missing ? "" : $" ({Percent} %)")}";

    string Beyond(double percent)
    {
        // A double has no more digits to show.
        const int MostDecimals = 12;
        for (var decimals = 1; TolerancePercent > 0 && decimals <= MostDecimals; decimals++)
        {
            if (Math.Round(Math.Abs(percent), decimals) > TolerancePercent)
                return NumberText.SignedPercent(percent, decimals);
        }

        return Signed(percent);
    }

    // However small, it has a direction.
    static string Signed(double percent) => NumberText.SignedPercent(percent) is var text && text == NumberText.SignedPercent(0) ? (percent < 0 ? "-" : "+") + text : text;
}
