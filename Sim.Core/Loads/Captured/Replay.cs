using Sim.Core.Kernel.Image;

namespace Sim.Core.Loads.Captured;

/// <summary>Executes a capture's calls, without time.</summary>
public static class Replay
{
    /// <summary>What <paramref name="calls"/> calls execute.</summary>
    /// <exception cref="ImageFault">A call leaves what was captured.</exception>
    public static CallRun Of(Capture capture, int calls, CancellationToken cancel = default) =>
        new ImageCall(capture, capture.Symbols, capture.Context, capture.Address, capture.Registers, capture.ReturnsAtOnce).Run(calls, cancel);
}
