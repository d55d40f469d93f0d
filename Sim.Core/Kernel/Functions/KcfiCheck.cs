using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Kernel.Functions;

/// <summary>An indirect call under kCFI, executed: does the caller find the type hash where it looks?</summary>
/// <param name="CallerLooksBefore">
/// Bytes before the entry at which the caller looks: 12 if it was compiled with <c>=4,2</c>, else 4.
/// </param>
/// <param name="HashStandsBefore">Bytes before the entry at which the called function has its hash, by the same rule.</param>
/// <param name="Read">What the caller found.</param>
/// <param name="Trap">What the check trapped with. Null if the call went through.</param>
/// <source key="rutland-2023-laight">The hash moves with what is reserved before the entry.</source>
/// <guess>Instructions, trap number, and that the caller goes by its own compilation: by general knowledge of clang.</guess>
public sealed record KcfiCheck(int CallerLooksBefore, int HashStandsBefore, uint Read, string? Trap)
{
    /// <summary>Bytes from hash to entry where nothing is reserved between them.</summary>
    public const int Plain = 4;

    /// <summary>Bytes from hash to entry where the ops literal is between them.</summary>
    public const int AroundLiteral = 12;

    /// <summary>The hash that caller and function agree on; made up.</summary>
    public const uint TypeHash = 0x6a5c1d27;

    const ulong Text = 0xffff800080110000;
    const ulong Ops = 0xffff80007ab22000;
    const int Pointer = 8;
    const int Found = 16;

    /// <summary>Callers and functions compiled with the literal and without: all four pairs.</summary>
    public static IReadOnlyList<KcfiCheck> All { get; } =
    [
        .. from caller in new[] { Plain, AroundLiteral }
           from function in new[] { Plain, AroundLiteral }
           select Run(caller, function),
    ];

    /// <summary>Executes one call.</summary>
    public static KcfiCheck Run(int callerLooksBefore, int hashStandsBefore)
    {
        var (code, memory, state) = (Link(callerLooksBefore), new GuestMemory(), new ArchitecturalState());
        memory.Load(code.Segments);
        state.X[Pointer] = code.Symbols[hashStandsBefore == Plain ? "without_literal" : "with_literal"];
        state.Pc = code.Symbols["kcfi_caller"];
        var trap = RunUntil(code.Symbols["kcfi_done"], memory, state);
        return new(callerLooksBefore, hashStandsBefore, (uint)state.X[Found], trap);
    }

    static string? RunUntil(ulong end, GuestMemory memory, ArchitecturalState state)
    {
        try
        {
            new Stepper(memory, state).RunUntil(end);
            return null;
        }
        catch (GuestFault fault)
        {
            return fault.Message;
        }
    }

    static CodeImage Link(int hashBefore)
    {
        var constants = new Dictionary<string, long>
        {
            ["HASH_BEFORE"] = hashBefore,
            ["TYPE_HASH"] = TypeHash,
            ["HASH_LOW"] = TypeHash & 0xffff,
            ["HASH_HIGH"] = TypeHash >> 16,
            ["OPS"] = unchecked((long)Ops),
        };
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(SourceText.BuiltIn("Kernel/Functions/kcfi_check.s"), constants, bag);
        return (file is null ? null : Linker.Link([(file, Text)], new Dictionary<string, ulong>(), bag))
            ?? throw new SimBug($"kcfi_check.s:\n{string.Join('\n', bag)}");
    }
}
