using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms.Catalogue;

namespace Sim.Core.Mechanisms;

/// <summary>A way of dispatch: how a traced function's callsite reaches its tracers, and everything that belongs to it.</summary>
/// <remarks>
/// A mechanism is one folder: a class derived from this one, its routines as <c>.s</c>, and a line in <see cref="MechanismCatalogue.All"/>. It has no
/// state: what one callsite needs is in a <see cref="Wiring"/>.
/// </remarks>
public abstract class Mechanism
{
    /// <summary>Name in scenarios and results.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence for <c>sim list strategies</c> and the docs.</summary>
    public abstract string Meaning { get; }

    /// <summary>True if a time measured on hardware is compared with predictions: a validation row of a file that comes with Sim.</summary>
    public virtual bool Validated => false;

    /// <summary>Why <paramref name="build"/> calls tracers this way when they register an ops, in one clause. Null if it does not.</summary>
    public virtual string? ReasonIn(ResolvedBuild build) => null;

    /// <summary>What <c>attach</c> of a scenario says for tracers that ask for this mechanism; the first is the usual one. Empty: the build decides.</summary>
    public virtual IReadOnlyList<Attachment> Attachments => [];

    /// <summary>Why <paramref name="build"/> refuses tracers that ask for it, in one clause. Null if it does not.</summary>
    public virtual string? RefusalIn(ResolvedBuild build) => null;

    /// <summary>What is said of the kernel's own tracer, which needs its ops, where this mechanism calls tracers without one. Null where it passes the ops.</summary>
    public virtual string? RefusalOfKernelTracer => null;

    /// <summary>True if <c>sim layout --reach</c> shows it besides the mechanism that <paramref name="build"/> has.</summary>
    public virtual bool IsComparedIn(ResolvedBuild build) => false;

    /// <summary>True if the compiler leaves a literal before each function.</summary>
    public virtual bool HasLiteral => false;

    /// <summary>True if what carries arguments (x0 to x8) survives a traced call; false where the compiler expects no such thing.</summary>
    public virtual bool KeepsArguments => true;

    /// <summary>True if callsites need nothing of their own, so that thousands of functions can be laid out.</summary>
    public virtual bool ServesManyFunctions => false;

    /// <summary>True if attaching and detaching are simulated, patching included.</summary>
    public virtual bool CanBeAttached => false;

    /// <summary>Names and flags that only builds with this mechanism define for all routines.</summary>
    public virtual IReadOnlyDictionary<string, long> Constants(KernelBuild build) =>
        build.FillsPtRegs ? new Dictionary<string, long> { ["FL_SAVE_REGS_BIT"] = OpsFlagBits.SaveRegs } : new();

    /// <summary>The kernel's own routines: the trampoline, the list function and what they call. Empty without function tracing.</summary>
    public abstract IReadOnlyList<Routine> Routines(KernelBuild build);

    /// <summary>What the ops of the oldest relevant tracer becomes if it asked for this mechanism.</summary>
    /// <param name="ops">As it would register otherwise; already in memory.</param>
    /// <param name="attachment">One of <see cref="Attachments"/>.</param>
    /// <param name="wiring">The callsite that it traces; nothing is registered yet.</param>
    /// <param name="memory">Where fields of the ops that change are to be written.</param>
    public virtual FtraceOps Adapt(FtraceOps ops, Attachment attachment, Wiring wiring, GuestMemory memory) => ops;

    /// <summary>Routines that exist only because of what is registered on the callsite.</summary>
    public virtual IReadOnlyList<Routine> TrampolinesFor(Wiring wiring) => [];

    /// <summary>Leaves code and data as they are after boot, while no function is traced.</summary>
    public virtual void Prepare(KernelBuild build, CodeImage code, GuestMemory memory)
    {
    }

    /// <summary>
    /// Patches code and data so that calls of a traced function reach its tracers. Returns why the callsite uses another trampoline than the mechanism
    /// would give it; null if it does not.
    /// </summary>
    /// <exception cref="CannotDispatchException">The kernel refuses, or a branch does not reach.</exception>
    public abstract string? Enable(Wiring wiring, CodeImage code, GuestMemory memory);

    /// <summary>How callsites get to its trampoline; here the common one.</summary>
    /// <param name="from">The callsites.</param>
    /// <param name="space">Where trampolines are.</param>
    /// <param name="hasPlt">True for callsites of modules, which have a PLT.</param>
    public virtual Reach ReachFrom(CallsiteSpread from, AddressSpace space, bool hasPlt) => Reach.ToCommon(from, space.FtraceCaller, hasPlt);

    /// <summary>False where there is nothing to reach, or where a user's own trampolines are the user's affair.</summary>
    public virtual bool HasReach => true;
}
