using Sim.Core.Kernel.Build;
using Sim.Core.Units;

namespace Sim.Core.Kernel.Layout;

/// <summary>What branches see of one boot: where callsites and trampolines are.</summary>
public sealed class AddressSpace
{
    AddressSpace(KernelBuild build, KernelSize size)
    {
        var (at, page) = (build.Addresses, build.Options.PageBytes);
        var image = AddressRange.Of(at.Text, size.ImageBytes);
        var modules = Behind(at.Module, size.ModuleTextBytes, image, page);
        ImageCallsites = new(AddressRange.Of(at.Text, size.TextBytes), size.TraceableFunctions - size.ModuleFunctions);
        ModuleCallsites = new(modules, size.ModuleFunctions);
        FtraceCaller = at.FtraceCaller;
        OwnTrampoline = at.Trampolines ?? Behind(modules.End, page, image, page).Start;
    }

    /// <summary>Functions of the image.</summary>
    public CallsiteSpread ImageCallsites { get; }

    /// <summary>Functions of modules, which are loaded one after the other.</summary>
    public CallsiteSpread ModuleCallsites { get; }

    /// <summary>The common trampoline, in the image.</summary>
    public Address FtraceCaller { get; }

    /// <summary>A trampoline that was allocated for one ops: a page of the module region, the first that is free.</summary>
    public Address OwnTrampoline { get; }

    /// <summary>The layout at the addresses of <paramref name="build"/>. Null where its size is unknown.</summary>
    public static AddressSpace? Of(KernelBuild build) => build.Size is { } size ? new(build, size) : null;

    /// <summary>The layout of a boot that puts modules at <paramref name="start"/>, the image left where it is.</summary>
    public static AddressSpace? WithModulesAt(Address start, KernelBuild build) =>
        Of(build with { Addresses = build.Addresses with { Module = start, Trampolines = null } });

    // The first place for so many bytes from there on, in whole pages; the image is not free.
    static AddressRange Behind(Address start, long bytes, AddressRange image, int pageBytes)
    {
        var place = AddressRange.Of(Up(start, pageBytes), bytes);
        return place.Overlaps(image) ? AddressRange.Of(Up(image.End, pageBytes), bytes) : place;
    }

    static Address Up(Address address, int pageBytes) => (address + ((ulong)pageBytes - 1)).Down((ulong)pageBytes);
}
