using Sim.Core.Kernel.Build;
using Sim.Core.Units;

namespace Sim.Core.Kernel.Functions;

/// <summary>What the entry of a function depends on besides its build.</summary>
/// <param name="Entry">Where calls of the function arrive.</param>
/// <param name="FtraceCaller">The trampoline.</param>
/// <param name="NopOps">The ops of untraced functions.</param>
/// <param name="Ops">The ops of a tracer.</param>
/// <param name="TypeHash">kCFI's hash of the function's type.</param>
public sealed record EntryAddresses(Address Entry, Address FtraceCaller, Address NopOps, Address Ops, uint TypeHash)
{
    const ulong IntoText = 1 << 20;
    const ulong IntoModule = 0x2000;

    /// <summary>A function 1 MiB into the image's text, with a tracer in a module; its type hash is made up.</summary>
    public static EntryAddresses Example(KernelAddresses build) =>
        new(build.Text + IntoText, build.FtraceCaller, build.Data, build.Module + IntoModule, KcfiCheck.TypeHash);
}
