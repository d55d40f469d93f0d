namespace Sim.Reports.Cells;

/// <summary>A step of attaching or detaching, and the regions of code that it consists of.</summary>
/// <param name="Name">In tables and files.</param>
/// <param name="Meaning">One line for the legend.</param>
/// <param name="Regions">Names from the routines' <c>.region</c> directives.</param>
public sealed record AttachStep(string Name, string Meaning, params string[] Regions)
{
    /// <summary>All steps, in the order in which an operation begins them.</summary>
    public static IReadOnlyList<AttachStep> All { get; } =
    [
        new("registration", "the list of ops, flags, the common trampoline", "registration"),
        new("count users", "walk over all records: one user more or less for those in the filter", "record_update"),
        new("look up", "look-ups in filter and notrace hash during that walk", "record_lookup"),
        new("compare records", "walk over all records: what a callsite should call and calls", "record_walk"),
        new("reschedule", "after each record: does another task want the CPU", "reschedule"),
        new("write literal", "choose the ops literal and write it", "literal_write"),
        new("write code", "make the branch, read and compare the old instruction, write the new one", "patch_code"),
        new("fixmap", "map the page of text and unmap it, with TLB maintenance", "fixmap"),
        new("caches", "cache maintenance for the new instruction", "cache_maintenance"),
        new("traced itself", "the tracer, called by the functions that patch, from when they are patched",
            "trampoline", "list_walk", "hash_lookup", "tracer"),
        new("final check", "walk over all records once nothing is traced", "record_check"),
    ];

    /// <summary>The step that a region belongs to.</summary>
    public static AttachStep Of(string region) => All.Single(step => step.Regions.Contains(region));
}
