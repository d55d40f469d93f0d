using Sim.Core.Kernel.Image;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>Physical memory of a kernel that a test makes up.</summary>
sealed class PagesOf(SyntheticKernel kernel) : ByteSource
{
    public override IEnumerable<(ulong Start, ulong Length)> Ranges => kernel.Pages.Keys.Order().Select(page => (page, (ulong)kernel.PageBytes));

    public override bool TryRead(ulong address, Span<byte> destination)
    {
        var start = address & ~((ulong)kernel.PageBytes - 1);
        if (!kernel.Pages.TryGetValue(start, out var page) || (int)(address - start) + destination.Length > page.Length)
            return false;
        page.AsSpan((int)(address - start), destination.Length).CopyTo(destination);
        return true;
    }
}
