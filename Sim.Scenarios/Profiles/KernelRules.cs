using System.Numerics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;

namespace Sim.Scenarios.Profiles;

/// <summary>What the values of a kernel file must be to each other. Values that were mistakes are 0.</summary>
static class KernelRules
{
    public static void Check(KernelBuild kernel, ProfileValues values)
    {
        var options = kernel.Options;
        values.Require(options.FunctionTracer || !options.DynamicFtrace, "options.dynamic_ftrace", "needs options.function_tracer");
        values.Require(options.PointerAuth || !options.PacInLeaves, "options.pac_in_leaves", "needs options.pointer_auth");
        values.Require(options.PageBytes is 0 or 4_096 or 16_384 or 65_536, "options.page_size", "must be 4, 16 or 64 KiB");
        values.Require(options.RingBufferBytes % RingBufferLayout.DataPageBytes == 0, "options.ring_buffer", "must be whole pages of 4 KiB");
        foreach (var offset in KernelKeys.All.Where(key => key.Path.StartsWith("structures.", StringComparison.Ordinal) && !key.Path.EndsWith("_bytes", StringComparison.Ordinal)))
            values.Require(values.Number(offset.Path) % 8 == 0, offset.Path, "must be a multiple of 8");

        var at = kernel.Addresses;
        values.Require(at.SlabMinimumBytes == 0 || BitOperations.IsPow2(at.SlabMinimumBytes), "addresses.slab_minimum", "must be a power of two");
        RequireOneImage(at, values);
        RequireApart(values,
            ("ftrace_caller", at.FtraceCaller), ("list_func", at.ListFunc), ("module", at.Module), ("tracees", at.Tracees), ("trampolines", at.Trampolines));
        if (kernel.Size is { } size)
            Check(size, options.ModuleRegionBytes, values);
    }

    static void Check(KernelSize size, long moduleRegionBytes, ProfileValues values)
    {
        values.Require(size.TextBytes <= size.ImageBytes, "size.image", "must not be less than size.text");
        values.Require(size.ModuleFunctions <= size.TraceableFunctions, "size.module_functions", "must not be more than size.traceable_functions");
        values.Require(
            size.ImageBytes < moduleRegionBytes || moduleRegionBytes == 0, "options.module_region", "must be more than size.image, which it contains");
        values.Require(size.ModuleTextBytes >= 4L * size.ModuleFunctions, "size.module_text", "must hold an instruction for each of size.module_functions");
    }

    // Inherited, an address may be that of another image. A BL reaches 128 MiB, an ADRP 4 GiB.
    static void RequireOneImage(KernelAddresses at, ProfileValues values)
    {
        const ulong Branch = 128 << 20;
        const ulong Page = 4UL << 30;
        foreach (var (key, address, reach, text) in new[]
        {
            ("ftrace_caller", at.FtraceCaller, Branch, "128 MiB"), ("list_func", at.ListFunc, Branch, "128 MiB"), ("data", at.Data, Page, "4 GiB"),
        })
        {
            if (address != 0 && at.Text != 0 && Math.Max(address, at.Text) - Math.Min(address, at.Text) >= reach)
                values.ReportPair($"addresses.{key}", "addresses.text", $"must be less than {text} from {{0}}: both are in one image");
        }
    }

    // From each of these on code is placed, less than this in all.
    static void RequireApart(ProfileValues values, params (string Key, ulong? At)[] starts)
    {
        const ulong CodeBytes = 64 << 10;
        for (var later = 1; later < starts.Length; later++)
        {
            foreach (var (key, at) in starts.Take(later))
            {
                var (place, other) = (starts[later].At, at);
                values.Require(
                    place is null || other is null or 0 || Math.Max(place.Value, other.Value) - Math.Min(place.Value, other.Value) >= CodeBytes,
                    $"addresses.{starts[later].Key}", $"must be 64 KiB or more away from addresses.{key}");
            }
        }
    }
}
