namespace Sim.Core.Probes;

/// <summary>A curve with a plateau per level, against the levels that a profile declares.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Unit">Unit of capacities.</param>
/// <param name="Levels">Declared levels, nearest first.</param>
/// <param name="Step">Least difference of two plateaus.</param>
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
        var visible = Visible(curve);
        var plateaus = Plateau.Find(curve, Step);
        foreach (var level in Levels)
        {
            var index = visible.IndexOf(level);
            if (index < 0)
            {
                yield return Hide(level, $"{level.Parameter}.{level.CyclesKey}", "cycles", level.Cycles);
                if (level.Capacity is { } capacity)
                    yield return Hide(level, $"{level.Parameter}.{level.CapacityKey}", Unit, capacity);
                continue;
            }

            var plateau = index < plateaus.Count ? plateaus[index] : (Plateau?)null;
            var what = $"{level.Name}, {plateaus.Count} plateaus seen, {visible.Count} declared";
            yield return plateau is null
                ? new(Probe, level.Name, $"{level.Parameter}.{level.CyclesKey}", "cycles", Reading.None, level.Cycles, Verdict.Differs, what)
                : Finding.Latency(Probe, level.Name, $"{level.Parameter}.{level.CyclesKey}", plateau.Value.Y, level.Cycles);
            if (level.Capacity is { } size)
                yield return CapacityOf(level, size, plateau, curve);
        }
    }

    Finding CapacityOf(Level level, long capacity, Plateau? plateau, IReadOnlyList<CurvePoint> curve)
    {
        var parameter = $"{level.Parameter}.{level.CapacityKey}";
        if (plateau is not { } flat)
            return new(Probe, $"{level.Name} capacity", parameter, Unit, Reading.None, capacity, Verdict.Differs, "no plateau");
        if (flat.Last == curve[^1].X)
            return Finding.Hidden(Probe, $"{level.Name} capacity", parameter, Unit, capacity, "its end is beyond what could be measured");
        return new(Probe, $"{level.Name} capacity", parameter, Unit, flat.Last, capacity,
            flat.Last == capacity ? Verdict.Agrees : Verdict.Differs);
    }

    // A level shows if it holds more than those before it, costs something else than the next, and the curve gets there.
    List<Level> Visible(IReadOnlyList<CurvePoint> curve)
    {
        List<Level> visible = [];
        foreach (var level in Levels)
        {
            var before = visible.Count > 0 ? visible[^1] : null;
            if (before is not null && PointsWithin(curve, before.Beyond, level.Capacity ?? double.PositiveInfinity) < LeastPoints)
                continue;
            if (before is not null && level.Cycles - before.Cycles < Step)
                visible[^1] = level;
            else
                visible.Add(level);
        }

        return visible;
    }

    static int PointsWithin(IReadOnlyList<CurvePoint> curve, double first, double last) =>
        curve.Count(point => point.X >= first && point.X <= last);

    Finding Hide(Level level, string parameter, string unit, double declared) =>
        Finding.Hidden(Probe, level.Name, parameter, unit, declared, "no larger, or no slower, than the level before it, or out of reach");
}
