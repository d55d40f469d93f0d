using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>An image whose file is open: memory is read from it when it is needed.</summary>
public sealed class OpenImage : IDisposable
{
    readonly IDisposable _file;

    internal OpenImage(KernelImage image, IDisposable file) => (Image, _file) = (image, file);

    /// <summary>The kernel in it.</summary>
    public KernelImage Image { get; }

    public void Dispose() => _file.Dispose();
}
