namespace Sim.Core.Mechanisms;

/// <summary>A way in which a traced function's callsite reaches its tracers.</summary>
/// <param name="Name">Name in scenarios and results.</param>
/// <param name="Meaning">One sentence for <c>sim list strategies</c>.</param>
/// <param name="Validated">False where no hardware measurement exists that a prediction could be compared with.</param>
public sealed record Strategy(string Name, string Meaning, bool Validated)
{
    public static Strategy None { get; } = new("none", "built without function tracing: nothing stands at a function's entry", Validated: false);

    public static Strategy MCount { get; } = new(
        "mcount", "gcc -pg: every function calls a trampoline after its frame is set up, which walks the list of all ops", Validated: false);

    public static Strategy ListFunc { get; } = new(
        "list_func", "one common trampoline; with more than one ops in the system it walks the list of all of them", Validated: true);

    public static Strategy DynamicTrampoline { get; } = new(
        "dynamic_trampoline", "one trampoline per ops, where a branch reaches it; no arm64 kernel has it", Validated: false);

    public static Strategy CallOps { get; } = new(
        "call_ops", "a literal before each function names its ops; the common trampoline calls it directly", Validated: true);

    public static Strategy DirectCall { get; } = new(
        "direct_call", "the callsite branches to the tracer's own trampoline, through ftrace_caller where the branch does not reach", Validated: false);

    /// <summary>All strategies, in historical order.</summary>
    public static IReadOnlyList<Strategy> All { get; } = [None, MCount, ListFunc, DynamicTrampoline, CallOps, DirectCall];
}
