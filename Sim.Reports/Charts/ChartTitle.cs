using Sim.Reports.Cells;
using Sim.Reports.Remarks;

namespace Sim.Reports.Charts;

/// <summary>What heads a chart: the answer; of another figure than the answer's, from what to what it goes, and then the answer.</summary>
static class ChartTitle
{
    public static Answer Of(ChartData data)
    {
        var answer = Headline.Of(data.Results);
        if (data.IsUsual)
            return answer;
        var (strategy, known) = (data.Table.Find("strategy"), Enumerable.Range(0, data.Values.Count).Where(cell => data.Values[cell] is not null).ToList());
        var parts =
            from cell in known
            group data.Values[cell]!.Value by strategy?.Codes[cell] ?? 0 into same
            orderby same.Key
            select $"{Span(same)}{(strategy is null ? "" : $" under {strategy.Values[same.Key].Text}")}";
        var subject = $"{char.ToUpperInvariant(data.Title[0])}{data.Title[1..]}";
        var rest = $"{answer.Title}. {answer.Rest}".TrimEnd();
        return Answer.First(new($"{subject}: {string.Join(", ", parts)}", rest), new($"{subject}: {Span(known.Select(cell => data.Values[cell]!.Value))}", rest));
    }

    static string Span(IEnumerable<double> values)
    {
        var (low, high) = (NumberText.Rounded(values.Min()), NumberText.Rounded(values.Max()));
        return low == high ? low : $"{low} to {high}";
    }
}
