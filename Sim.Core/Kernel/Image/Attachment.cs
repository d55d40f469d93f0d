namespace Sim.Core.Kernel.Image;

/// <summary>What is attached to a function in an image.</summary>
/// <param name="Kind">What it is, such as <c>ops</c>, <c>direct trampoline</c>, <c>kprobe</c>, <c>BPF program</c>.</param>
/// <param name="Text">Its name, function, flags and filter, as far as the image says.</param>
public sealed record Attachment(string Kind, string Text);
