using MathNet.Numerics.Random;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Profiles;

namespace Sim.Scenarios.Uncertainty;

/// <summary>Cores as they may be: with other values for guesses, and on another boot's layout.</summary>
sealed class Sampler(Profile<CoreProfile> core, bool stack)
{
    // Sizes that do not fit each other are drawn again.
    const int MaxDraws = 1000;

    /// <summary>What is open.</summary>
    public IReadOnlyList<OpenValue> Values { get; } = [.. OpenValue.Of(core.Provenance), .. stack ? [OpenValue.Stack] : Array.Empty<OpenValue>(), .. OpenValue.Layout];

    /// <summary>Everything open at once, each value anywhere in its range.</summary>
    public IReadOnlyList<Variation> Draw(int samples, long seed)
    {
        var random = new MersenneTwister((int)(seed % int.MaxValue));

        // What came later: of streams of their own, so that the other values are drawn as before.
        var ofExceptions = new MersenneTwister((int)(seed % int.MaxValue) + 1);
        var ofMoves = new MersenneTwister((int)((seed + 2) % int.MaxValue));
        List<Variation> drawn = [];
        for (var draw = 0; drawn.Count < samples && draw < samples * MaxDraws; draw++)
        {
            if (Vary(Values.ToDictionary(value => value.Key, value => value.At((value.IsOfExceptions ? ofExceptions : value.IsOfMoves ? ofMoves : random).NextDouble()))) is { } variation)
                drawn.Add(variation);
        }

        return drawn;
    }

    /// <summary>The core as declared, then each value alone at the ends of its range, where the others allow that.</summary>
    public IReadOnlyList<Variation> Single() =>
        [new(core.Value, new Dictionary<string, double>()), .. Values.SelectMany(value => value.Ends.Select(end => Vary(new() { [value.Key] = end })).OfType<Variation>())];

    /// <summary>The core with these values; null where they do not fit the others.</summary>
    public Variation? Vary(Dictionary<string, double> values) => core.Vary(values) is { } varied ? new Variation(varied, values) : null;
}

/// <summary>A core as it may be.</summary>
/// <param name="Core">The core.</param>
/// <param name="Values">The values that were changed, by key.</param>
sealed record Variation(CoreProfile Core, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The cell on this core.</summary>
    public CellSpec Apply(CellSpec cell) => cell with
    {
        // The page tables of a captured kernel are in its image.
        Core = cell.Kernel.Capture is null ? Core : Core with { Memory = Core.Memory with { PageBytes = cell.Core.Memory.PageBytes } },
        Kernel = OnBoot(cell.Kernel),
        State = Values.TryGetValue(OpenValue.StackAlignment, out var offset) ? cell.State with { StackOffset = (int)offset } : cell.State,
    };

    KernelBuild OnBoot(KernelBuild kernel)
    {
        if (Values.TryGetValue(OpenValue.SlabPlacement, out var pages))
            kernel = KaslrDraw.WithSlabsAt(kernel, (int)pages);
        return Values.TryGetValue(OpenValue.ModulePlacement, out var share) ? KaslrDraw.WithModulesAt(kernel, share) : kernel;
    }
}
