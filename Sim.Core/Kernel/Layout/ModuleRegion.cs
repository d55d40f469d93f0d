using Sim.Core.Kernel.Build;
using Sim.Core.Units;

namespace Sim.Core.Kernel.Layout;

/// <summary>
/// Where boots put modules: a window that contains the image, from whose start on modules are loaded one after the other. Without KASLR there
/// is one window, within a BL's reach and ending where the image does; with it every window of the region's size is as likely as any other.
/// </summary>
/// <source key="rutland-2023-modules">From 6.5 on the window contains the whole image, and may be 2 GiB large.</source>
/// <source key="debian-kernel-icount">
/// Where modules were without KASLR: on 6.1 exactly 128 MiB before the end of the text, on 6.12 before an address that is a multiple of
/// 64 KiB, as the image's end is. With KASLR six boots have them below the image by up to 1.4 GiB.
/// </source>
/// <guess>
/// By general kernel knowledge, not looked up: that before 6.5 a window of 128 MiB contains the text only; that windows are equally likely;
/// that modules fill one from its start. What other code allocates there is left out, as is a region that is full.
/// </guess>
public sealed class ModuleRegion
{
    const long InReachBytes = 128 << 20;

    static readonly KernelVersion ContainsImage = new(6, 5);

    readonly Address _first;
    readonly ulong _pageBytes;

    ModuleRegion(Address first, Address last, ulong pageBytes)
    {
        (_first, _pageBytes) = (first, pageBytes);
        Positions = (int)((last - first) / pageBytes) + 1;
    }

    /// <summary>Windows that a boot chooses from; 1 without KASLR.</summary>
    public int Positions { get; }

    /// <summary>The region of <paramref name="build"/>, relative to the image at its addresses. Null where the image's size is unknown.</summary>
    public static ModuleRegion? Of(KernelBuild build)
    {
        if (build.Size is not { } size)
            return null;
        var (options, page) = (build.Options, (ulong)build.Options.PageBytes);
        var window = options.Kaslr ? options.ModuleRegionBytes : Math.Min(InReachBytes, options.ModuleRegionBytes);
        var contained = build.Version < ContainsImage && window <= InReachBytes ? size.TextBytes : size.ImageBytes;
        var first = (build.Addresses.Text + (ulong)contained - (ulong)window).Down(page);
        return new(first, options.Kaslr && build.Addresses.Text.Down(page) is var last && last > first ? last : first, page);
    }

    /// <summary>Where modules start in a window.</summary>
    /// <param name="position">From 0 to <see cref="Positions"/>, which is not one of them.</param>
    public Address Start(int position) => _first + ((ulong)position * _pageBytes);
}
