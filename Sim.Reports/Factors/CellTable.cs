using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Factors;

/// <summary>The cells that a chart or a sentence is about, and the factors in which they differ.</summary>
/// <remarks>A factor that follows from those before it is left out: strategies that come with their kernel are one factor.</remarks>
public sealed class CellTable
{
    CellTable(IReadOnlyList<CellResult> cells, IReadOnlyList<CellFactor> factors, IReadOnlyList<CellFactor> constant)
    {
        Cells = cells;
        Factors = factors;
        Constant = constant;
    }

    /// <summary>The cells, in plan order.</summary>
    public IReadOnlyList<CellResult> Cells { get; }

    /// <summary>Factors with several values, none of which follows from others.</summary>
    public IReadOnlyList<CellFactor> Factors { get; }

    /// <summary>Factors with one value.</summary>
    public IReadOnlyList<CellFactor> Constant { get; }

    /// <summary>The cells whose calls are traced; where there are none, all that have a tracer.</summary>
    public static CellTable Traced(IReadOnlyList<CellResult> cells)
    {
        var traced = cells.Where(cell => cell.Spec.RelevantTracers > 0).ToList();
        return Of(traced.Count > 0 ? traced : [.. cells.Where(cell => !CellGroup.IsBaseline(cell))]);
    }

    /// <summary>All of <paramref name="cells"/>.</summary>
    public static CellTable Of(IReadOnlyList<CellResult> cells)
    {
        List<CellFactor> varying = [];
        List<CellFactor> constant = [];
        var parts = new int[cells.Count];
        var count = Math.Min(1, cells.Count);
        foreach (var factor in FactorCatalogue.Of(cells))
        {
            var coded = Code(factor, cells);
            if (coded.Values.Count < 2)
            {
                constant.Add(coded);
                continue;
            }

            var finer = Refine(parts, coded);
            if (finer == count)
                continue;
            count = finer;
            varying.Add(coded);
        }

        return new(cells, varying, constant);
    }

    /// <summary>The factor of that name, or null where all cells have the same value.</summary>
    public CellFactor? Find(string name) => Factors.FirstOrDefault(factor => factor.Factor.Name == name);

    /// <summary>The cells of which <paramref name="isWanted"/> is true, given their index in <see cref="Cells"/>.</summary>
    public CellTable Where(Func<int, bool> isWanted) => Of([.. Enumerable.Range(0, Cells.Count).Where(isWanted).Select(cell => Cells[cell])]);

    static CellFactor Code(Factor factor, IReadOnlyList<CellResult> cells)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        List<FactorValue> values = [];
        var codes = new int[cells.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            var cell = cells[i].Planned;
            var text = factor.Text(cell);
            if (!index.TryGetValue(text, out codes[i]))
            {
                index.Add(text, codes[i] = values.Count);
                values.Add(new(text, text == factor.Plain ? "" : factor.Label(text), factor.Number?.Invoke(cell)));
            }
        }

        if (values.Any(value => value.Number is null))
            return new(factor, values, codes);
        var order = values.Index().OrderBy(value => value.Item.Number).Select(value => value.Index).ToList();
        var rank = new int[values.Count];
        foreach (var (position, value) in order.Index())
            rank[value] = position;
        return new(factor, [.. order.Select(value => values[value])], [.. codes.Select(code => rank[code])]);
    }

    // Returns the number of parts, which is the old one if the factor follows from those before.
    static int Refine(int[] parts, CellFactor factor)
    {
        var index = new Dictionary<(int, int), int>();
        for (var i = 0; i < parts.Length; i++)
        {
            var key = (parts[i], factor.Codes[i]);
            if (!index.TryGetValue(key, out var part))
                index.Add(key, part = index.Count);
            parts[i] = part;
        }

        return index.Count;
    }
}
