using System.Globalization;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Values written as a range: <c>1..100 step 10</c>, <c>1..1024 log 11</c>, <c>16 KiB..128 KiB log 4</c>.</summary>
/// <remarks>Both ends belong to it where the step meets them. In steps of a logarithm, whole ends make whole values, each once.</remarks>
static class ValueRange
{
    const int Most = 100_000;
    const string Dots = "..";
    const string Hint = "Write 1..10, 1..100 step 10, 1..1024 log 11 or 16 KiB..128 KiB log 4.";

    static readonly IReadOnlyList<IReadOnlyDictionary<string, decimal>> Units = [Quantity.Durations, Quantity.Sizes, Quantity.Frequencies];

    /// <summary>The values of <paramref name="node"/>: one, unless it is a range. Empty after reporting a mistake.</summary>
    public static IReadOnlyList<Node> Values(Node node, ValueReader values)
    {
        if (node is not Scalar { Text: [>= '0' and <= '9', ..] text } scalar || !text.Contains(Dots, StringComparison.Ordinal))
            return [node];
        if (Read(text, out var problem) is { } texts)
            return [.. texts.Select(value => scalar with { Text = value })];
        values.Report(node, Code.Range, $"{Quoted.Text(text)} is no range: {problem}", Hint);
        return [];
    }

    static List<string>? Read(string text, out string problem)
    {
        problem = "it needs a lowest value, .. and a highest one";
        var (low, rest) = text.Split(Dots, 2) is [var left, var right] ? (left.Trim(), right.Trim()) : ("", "");
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var way = Array.FindIndex(words, word => word is "step" or "log");
        var high = string.Join(' ', way < 0 ? words : words[..way]);
        var by = way < 0 ? "" : string.Join(' ', words[(way + 1)..]);
        if (!Quantity.TryParse(low, out var first) || !Quantity.TryParse(high, out var last) || (way >= 0 && by.Length == 0))
            return null;
        if (last.Unit.Contains(' '))
        {
            problem = $"after the highest value comes step or log, not '{last.Unit.Split(' ')[0]}'";
            return null;
        }

        if (first.Unit.Length == 0)
            first = first with { Unit = last.Unit };
        if (InOneUnit(ref first, ref last) is not { } units)
        {
            problem = $"its ends have the units '{first.Unit}' and '{last.Unit}'";
            return null;
        }

        if (first.Number > last.Number)
        {
            problem = "its lowest value is above its highest";
            return null;
        }

        var numbers = way >= 0 && words[way] == "log" ? Logarithmic(first, last, by, out problem) : Linear(first, last, by, units, out problem);
        return numbers?.ConvertAll(number => (number.ToString("0.######", CultureInfo.InvariantCulture) + " " + first.Unit).TrimEnd());
    }

    // Both in the smaller unit of the two.
    static IReadOnlyDictionary<string, decimal>? InOneUnit(ref Quantity first, ref Quantity last)
    {
        var (one, other) = (first.Unit, last.Unit);
        if (one == other)
            return Units.FirstOrDefault(units => units.ContainsKey(one)) ?? new Dictionary<string, decimal> { [one] = 1 };
        if (Units.FirstOrDefault(units => units.ContainsKey(one) && units.ContainsKey(other)) is not { } known)
            return null;
        var unit = known[one] < known[other] ? one : other;
        first = new(first.Number * known[one] / known[unit], unit);
        last = new(last.Number * known[other] / known[unit], unit);
        return known;
    }

    static List<decimal>? Linear(Quantity first, Quantity last, string by, IReadOnlyDictionary<string, decimal> units, out string problem)
    {
        var step = new Quantity(1, first.Unit);
        if (by.Length > 0 && !Quantity.TryParse(by, out step))
        {
            problem = "its step is no number";
            return null;
        }

        var unit = step.Unit.Length == 0 ? first.Unit : step.Unit;
        problem = "its step is not above 0 in a unit of its ends";
        if (step.Number <= 0 || !units.TryGetValue(unit, out var factor) || !units.TryGetValue(first.Unit, out var own))
            return null;
        var width = step.Number * factor / own;
        problem = FormattableString.Invariant($"it has more than {Most:N0} values");
        if ((last.Number - first.Number) / width >= Most)
            return null;
        List<decimal> numbers = [];
        for (var number = first.Number; number <= last.Number; number += width)
            numbers.Add(number);
        return numbers;
    }

    static List<decimal>? Logarithmic(Quantity first, Quantity last, string by, out string problem)
    {
        problem = FormattableString.Invariant($"log needs how many values there are, 2 to {Most:N0}, and a lowest one above 0");
        if (!int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 2 || count > Most || first.Number <= 0)
            return null;
        var whole = first.Number % 1 == 0 && last.Number % 1 == 0;
        var ratio = Math.Log((double)last.Number / (double)first.Number);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(index => (decimal)((double)first.Number * Math.Exp(ratio * index / (count - 1))))
                .Select(number => Math.Round(number, whole ? 0 : 6))
                .Distinct(),
        ];
    }
}
