namespace Sim.Core.Kernel.Build;

/// <summary>How large a build is, with the modules that it has loaded.</summary>
/// <param name="TraceableFunctions">Functions that ftrace offers for tracing once the kernel runs, those of modules included.</param>
/// <param name="TextBytes">The image's text, initialisation code left out.</param>
/// <param name="ImageBytes">The image from the start of its text to its end, data included.</param>
/// <param name="ModuleFunctions">Traceable functions in modules.</param>
/// <param name="ModuleTextBytes">Text of modules.</param>
public sealed record KernelSize(int TraceableFunctions, long TextBytes, long ImageBytes, int ModuleFunctions, long ModuleTextBytes);
