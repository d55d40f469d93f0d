namespace Sim.Core.Kernel.Build;

/// <summary>How large a build is.</summary>
/// <param name="TraceableFunctions">Functions that ftrace offers for tracing once the kernel runs.</param>
/// <param name="TextBytes">The image's text, initialisation code left out.</param>
public sealed record KernelSize(int TraceableFunctions, long TextBytes);
