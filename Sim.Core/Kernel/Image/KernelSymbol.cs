namespace Sim.Core.Kernel.Image;

/// <summary>A symbol of a kernel.</summary>
/// <param name="Address">Virtual address.</param>
/// <param name="Kind">Letter as <c>nm</c> prints it: T and t text, D, d, B, b, R and r data, W and w weak, A absolute.</param>
/// <param name="Name">Its name; not unique.</param>
/// <param name="Module">Module that it belongs to; null for the kernel itself.</param>
public readonly record struct KernelSymbol(ulong Address, char Kind, string Name, string? Module = null);
