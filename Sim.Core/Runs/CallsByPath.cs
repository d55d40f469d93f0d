namespace Sim.Core.Runs;

/// <summary>How many calls took which way to their tracers, by what they executed: each counts once.</summary>
/// <param name="Untraced">No tracer was entered and no list walked.</param>
/// <param name="Direct">A tracer was entered, by the callsite's own branch and trampoline.</param>
/// <param name="List">The list of all registered ops was walked, whatever led there.</param>
/// <param name="Veneer">A tracer was entered through the module's PLT entry, without the list.</param>
public readonly record struct CallsByPath(long Untraced, long Direct, long List, long Veneer)
{
    /// <summary>Calls of all ways.</summary>
    public long Total => Untraced + Direct + List + Veneer;

    /// <summary>The way of all calls, if it is one.</summary>
    public DispatchPath Kind => this switch
    {
        { Direct: 0, List: 0, Veneer: 0 } => DispatchPath.Untraced,
        { Untraced: 0, List: 0, Veneer: 0 } => DispatchPath.Direct,
        { Untraced: 0, Direct: 0, Veneer: 0 } => DispatchPath.List,
        { Untraced: 0, Direct: 0, List: 0 } => DispatchPath.Veneer,
        _ => DispatchPath.Mixed,
    };

    public static CallsByPath operator -(CallsByPath end, CallsByPath start) =>
        new(end.Untraced - start.Untraced, end.Direct - start.Direct, end.List - start.List, end.Veneer - start.Veneer);
}
