using Sim.Core.A64.Coding;
using Sim.Core.Runs;
using Sim.Core.Units;

namespace Sim.Core.Events;

/// <summary>What had the core beside the workload, and when.</summary>
sealed class AbsenceLog(Frequency clock)
{
    readonly List<Absence> _kept = [];

    /// <summary>The first <see cref="Absence.Most"/>.</summary>
    public IReadOnlyList<Absence> Kept => _kept;

    /// <summary>How many more there were.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Adds one, in cycles since counting began.</summary>
    public void Add(TimelineEntry entry, long start, long end)
    {
        if (_kept.Count < Absence.Most)
            _kept.Add(new(entry.Kind, entry.Tool, clock.ToNanoseconds(start), clock.ToNanoseconds(end)));
        else
            LeftOut++;
    }
}
