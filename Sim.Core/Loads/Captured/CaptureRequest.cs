namespace Sim.Core.Loads.Captured;

/// <summary>What is to be captured.</summary>
/// <param name="Function">The function to call, by name; null for the call that the CPU was in when the image was taken.</param>
/// <param name="Cpu">CPU of the image, from 0.</param>
/// <param name="Calls">Calls to execute; null for as many as it takes to know what they touch.</param>
/// <param name="ReturnsAtOnce">The function's body returns at once: what remains is what tracing adds.</param>
public sealed record CaptureRequest(string? Function, int Cpu = 0, int? Calls = null, bool ReturnsAtOnce = false);
