namespace Sim.Core.Probes;

/// <summary>A curve with a plateau per level, against the levels that a profile declares.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Unit">Unit of capacities.</param>
/// <param name="Levels">Declared levels, nearest first.</param>
/// <param name="Step">Least difference of two plateaus, and of a plateau from what is declared.</param>
sealed record Staircase(string Probe, string Unit, IReadOnlyList<Level> Levels, double Step)
{
    const int LeastPoints = 2;

    /// <summary>Where to measure: doublings with halves between them, every capacity, and a little past it, up to <paramref name="most"/>.</summary>
    public List<long> Grid(long least, long most)
    {
        SortedSet<long> grid = [];
        for (var x = least; x <= most; x *= 2)
        {
            grid.Add(x);
            grid.Add(x + (x / 2));
        }

        foreach (var level in Levels.Where(level => level.Capacity is not null))
        {
            var capacity = level.Capacity!.Value;
            grid.UnionWith([capacity, (long)level.Beyond, capacity + (capacity / 2)]);
            if (level.Ways <= 2)
                grid.Add(2 * capacity);
        }

        return [.. grid.Where(x => x >= least && x <= most)];
    }

    /// <summary>Largest x that shows the last level.</summary>
    public long Most => Levels.Where(level => level.Capacity is not null)
        .Max(level => level.Capacity!.Value * (level.Ways <= 2 ? 4 : 3) / 2);

    /// <summary>Capacities and costs of all levels.</summary>
    public IEnumerable<Finding> Compare(IReadOnlyList<CurvePoint> curve)
    {
        var (visible, hidden) = Split(curve);
        var plateaus = Plateau.Find(curve, Step);
        foreach (var level in Levels)
        {
            if (hidden.TryGetValue(level, out var reason))
            {
                yield return Finding.Hidden(
                    Probe, level.Name, $"{level.Parameter}.{level.CyclesKey}", "cycles", level.Cycles - level.OtherCycles, reason);
                if (level.Capacity is { } capacity)
                    yield return Finding.Hidden(Probe, $"{level.Name} capacity", $"{level.Parameter}.{level.CapacityKey}", Unit, capacity, reason);
                continue;
            }

            var index = visible.IndexOf(level);
            var plateau = index < plateaus.Count ? plateaus[index] : (Plateau?)null;
            yield return CostOf(level, plateau, $"{plateaus.Count} plateaus seen, {visible.Count} declared");
            if (level.Capacity is { } size)
                yield return CapacityOf(level, size, plateau, curve);
        }
    }

    Finding CostOf(Level level, Plateau? plateau, string seen)
    {
        var (parameter, declared) = ($"{level.Parameter}.{level.CyclesKey}", level.Cycles - level.OtherCycles);
        return plateau is { } flat
            ? Finding.Latency(Probe, level.Name, parameter, flat.Y - level.OtherCycles, declared, tolerance: Step)
            : new(Probe, level.Name, parameter, "cycles", Reading.None, declared, Verdict.Differs, seen);
    }

    Finding CapacityOf(Level level, long capacity, Plateau? plateau, IReadOnlyList<CurvePoint> curve)
    {
        var (name, parameter) = ($"{level.Name} capacity", $"{level.Parameter}.{level.CapacityKey}");
        if (plateau is not { } flat)
            return new(Probe, name, parameter, Unit, Reading.None, capacity, Verdict.Differs, "no plateau");
        if (flat.Last < curve[^1].X)
            return new(Probe, name, parameter, Unit, flat.Last, capacity, flat.Last == capacity ? Verdict.Agrees : Verdict.Differs);
        return level.Beyond > curve[^1].X
            ? Finding.Hidden(Probe, name, parameter, Unit, capacity, "its end is beyond what could be measured")
            : new(Probe, name, parameter, Unit, Reading.None, capacity, Verdict.Differs, "no end in sight");
    }

    // A level shows if it holds more than those before it, costs something else than the next, and the curve gets there.
    (List<Level> Visible, Dictionary<Level, string> Hidden) Split(IReadOnlyList<CurvePoint> curve)
    {
        List<Level> visible = [];
        Dictionary<Level, string> hidden = [];
        foreach (var level in Levels)
        {
            if (visible.Count > 0 && PointsWithin(curve, visible[^1].Beyond, level.Capacity ?? double.PositiveInfinity) < LeastPoints)
            {
                hidden.Add(level, level.Capacity is null ? "more than could be measured" : "hardly larger than the level before it");
                continue;
            }

            if (visible.Count > 0 && level.Cycles - visible[^1].Cycles < Step)
            {
                hidden.Add(visible[^1], "the next level costs the same");
                visible.RemoveAt(visible.Count - 1);
            }

            visible.Add(level);
        }

        return (visible, hidden);
    }

    static int PointsWithin(IReadOnlyList<CurvePoint> curve, double first, double last) =>
        curve.Count(point => point.X >= first && point.X <= last);
}
