using Sim.Core.Kernel.Image;
using Sim.Core.Machine;

namespace Sim.Core.Loads.Captured;

/// <summary>Pages that calls touch which a scenario may ask for besides the captured ones: untraced, and with more <c>ftrace_ops</c>.</summary>
sealed class FurtherPages(PageStore store, SymbolTable symbols, KernelContext context, ulong function, CpuRegisters? registers, bool returnsAtOnce)
{
    // Enough to come to a steady path.
    const int Calls = 16;

    const int Ops = 2;

    /// <summary>Adds them to <paramref name="pages"/>; why there can be no further ops, null if there can.</summary>
    public string? Add(SortedDictionary<ulong, ulong> pages, IReadOnlyDictionary<string, StructLayout> layouts)
    {
        Take(pages, call => FunctionBody.Untrace(call.Memory, function));
        return Take(pages, call => AddedOps.Register(call.Memory, symbols, layouts, Ops, function, call.Stack, sizeof(ulong)));
    }

    // An untraced call that the image cannot execute is refused when a cell needs it.
    string? Take(SortedDictionary<ulong, ulong> pages, Action<ImageCall> prepare)
    {
        var call = new ImageCall(store, symbols, context, function, registers, returnsAtOnce);
        string? reason = null;
        try
        {
            prepare(call);
            call.Run(Calls, default);
        }
        catch (Exception exception) when (exception is ImageFault or GuestFault)
        {
            reason = exception.Message;
        }

        foreach (var (page, identity) in call.Touched)
            pages.TryAdd(page, identity);
        return reason;
    }
}
