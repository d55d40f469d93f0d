using Sim.Core.Kernel.Image;

namespace Sim.Core.Loads.Captured;

/// <summary>Executes a capture's calls, without time.</summary>
public static class Replay
{
    /// <summary>What <paramref name="calls"/> calls execute.</summary>
    /// <exception cref="ImageFault">A call leaves what was captured.</exception>
    public static CallRun Of(Capture capture, int calls, CancellationToken cancel = default) =>
        CallOf(capture).Run(calls, cancel);

    /// <summary>What one call executes whose callsite is as the compiler left it.</summary>
    /// <exception cref="ImageFault">The call leaves what was captured.</exception>
    public static CallRun Untraced(Capture capture)
    {
        var call = CallOf(capture);
        FunctionBody.Untrace(call.Memory, capture.Address);
        return call.Run(1, default);
    }

    static ImageCall CallOf(Capture capture) =>
        new(capture, capture.Symbols, capture.Context, capture.Address, capture.Registers, capture.ReturnsAtOnce);
}
