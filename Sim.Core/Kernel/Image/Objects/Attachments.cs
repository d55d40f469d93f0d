namespace Sim.Core.Kernel.Image.Objects;

/// <summary>All that is attached to a function in an image.</summary>
public static class Attachments
{
    /// <summary>What is attached to the function at <paramref name="function"/>, as far as the image says.</summary>
    public static IReadOnlyList<Attachment> Of(KernelObjects objects, ulong function)
    {
        List<Attachment> found = [.. AttachedOps.Of(objects, function)];
        if (AttachedOps.DirectOf(objects, function) is { } direct and not 0)
            found.Add(new("direct trampoline", objects.Symbols.Describe(direct)));
        found.AddRange(AttachedPrograms.OfTrampoline(objects, function));
        found.AddRange(AttachedProbes.Of(objects, function));
        found.AddRange(AttachedFprobes.Of(objects, function));
        if (objects.IsExhausted)
            found.Add(new("unknown", "lists of the kernel do not end: more may be attached"));
        return found;
    }
}
