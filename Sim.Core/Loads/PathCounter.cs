using Sim.Core.A64;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;

namespace Sim.Core.Loads;

/// <summary>Sorts calls by the parts of the code in which they retired instructions, as marks of the core's counts.</summary>
/// <remarks>A tracer is what is in the region <c>tracer</c>, the list what is in <c>list_walk</c>: how the cell was set up does not matter.</remarks>
public sealed class PathCounter(Pipeline core, CodeImage code)
{
    enum Kind
    {
        Untraced,
        Direct,
        List,
        Veneer,
    }

    readonly int _tracer = code.Regions.NumberOf(Tracers.Tracer.Region);
    readonly int _list = code.Regions.NumberOf("list_walk");
    readonly int _veneer = code.Regions.NumberOf("veneer");
    (long Tracer, long List, long Veneer) _before;

    /// <summary>To be called before the first instruction of a call.</summary>
    public void CallBegins() => _before = Executed();

    /// <summary>To be called after its last.</summary>
    public void CallEnds()
    {
        var after = Executed();
        core.Counts.Mark((int)(
            after.List > _before.List ? Kind.List
            : after.Tracer == _before.Tracer ? Kind.Untraced
            : after.Veneer > _before.Veneer ? Kind.Veneer
            : Kind.Direct));
    }

    /// <summary>What <paramref name="task"/> executes is no part of the call that is under way, even where it enters tracers itself.</summary>
    public T Apart<T>(Func<T> task)
    {
        var start = Executed();
        var result = task();
        var end = Executed();
        _before = (_before.Tracer + end.Tracer - start.Tracer, _before.List + end.List - start.List, _before.Veneer + end.Veneer - start.Veneer);
        return result;
    }

    /// <summary>The calls among what was counted.</summary>
    public static CallsByPath In(CoreCounts counts) => new(
        counts.Marked((int)Kind.Untraced), counts.Marked((int)Kind.Direct), counts.Marked((int)Kind.List), counts.Marked((int)Kind.Veneer));

    (long Tracer, long List, long Veneer) Executed() => (Of(_tracer), Of(_list), Of(_veneer));

    long Of(int region) => region < 0 ? 0 : core.Counts.RegionInstructions(region);
}
