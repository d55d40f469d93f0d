using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads <c>tracers</c> of a loop that calls one function: who traces the called function, and who traces others.</summary>
sealed class TracerReader(OwnTracers tracers, DiagnosticBag bag)
{
    // What all filters of one cell may name together: some 100 MB of simulated memory.
    const long MostEntries = 2_000_000;

    static readonly IReadOnlyDictionary<string, Attachment> Attachments = MechanismCatalogue.Attachments.ToDictionary(attachment => attachment.Name);

    /// <summary>What it makes of a cell; null after reporting mistakes.</summary>
    public Func<CellSpec, CellSpec>? Read(Node node)
    {
        var before = bag.Count;
        if (Fields.Of(node, ScenarioKeys.LoopTracers, bag) is not { } fields)
            return null;
        var (relevant, irrelevant) = (fields.Node("relevant"), fields.Node("irrelevant"));
        fields.RejectUnknown();
        var reader = new GroupReader(tracers, bag);
        var first = relevant is null ? null : reader.Read(relevant, "relevant", null);
        var second = irrelevant is null ? null : reader.Read(irrelevant, "irrelevant", first);
        if (bag.Count != before)
            return null;

        var kind = first ?? second ?? Group.None;
        var (filter, other) = (first?.Filter ?? FilterSpec.One, second?.Filter ?? FilterSpec.One);
        if (Entries(first) + Entries(second) > MostEntries)
        {
            node.Place.Report(bag, Code.OutOfRange,
                FormattableString.Invariant($"the filters of all tracers together name {Entries(first) + Entries(second):N0} functions; at most {MostEntries:N0} are possible"));
        }

        var setup = new TracerSetup(first?.Attachment ?? Attachment.Ops, kind.BuiltIn, filter, other);
        // Cells that share it have their keys sooner.
        if (setup == TracerSetup.Plain)
            setup = TracerSetup.Plain;
        return cell => cell with
        {
            Tracer = kind.Tracer,
            OwnTracer = kind.OwnTracer,
            RelevantTracers = first?.Number ?? 0,
            IrrelevantTracers = second?.Number ?? 0,
            OpsFlags = kind.Flags,
            Setup = setup,
        };
    }

    static long Entries(Group? group) => group is null ? 0 : (long)group.Number * (group.Filter.Functions + group.Filter.Notrace);

    sealed record Group(string Tracer, int Number, OpsFlags Flags, bool BuiltIn, Attachment Attachment, FilterSpec Filter)
    {
        /// <summary>A body of the user's own. Null for a built-in one.</summary>
        public Tracer? OwnTracer { get; init; }

        public static Group None { get; } = new("nop", 0, OpsFlags.None, false, Attachment.Ops, FilterSpec.One);
    }

    sealed class GroupReader(OwnTracers tracers, DiagnosticBag bag)
    {
        readonly ValueReader _values = new(bag);

        // The second group has the tracer, flags and place of the first unless it says so: one cell has one kind of tracer.
        public Group? Read(Node node, string what, Group? first)
        {
            var before = bag.Count;
            if (Fields.Of(node, what == "relevant" ? ScenarioKeys.Relevant : ScenarioKeys.Irrelevant, bag) is not { } fields)
                return null;
            var (tracer, count, flags, builtIn) =
                (fields.Node("tracer"), fields.Node("count"), fields.Node("flags"), fields.Node("built_in"));
            var attach = what == "relevant" ? fields.Node("attach") : null;
            var filter = ReadFilter(fields, what);
            fields.RejectUnknown();

            var own = first ?? Group.None;
            var body = tracer is null ? (own.Tracer, own.OwnTracer) : tracers.Read(tracer, bag);
            var number = count is null ? null : fields.Value<long>("count");
            var set = flags is null ? own.Flags : FlagNames.Read(flags, _values);
            var inKernel = builtIn is null ? own.BuiltIn : fields.Value<bool>("built_in");
            var attachment = attach is null ? Attachment.Ops : Attached(attach);
            if (bag.Count != before)
                return null;
            var (name, ownTracer) = body!.Value;
            if (first is not null && (name, ownTracer) != (first.Tracer, first.OwnTracer))
                tracer!.Place.Report(bag, Code.MixedTracers, $"tracer {Quoted.Text(name)} is not the relevant ones' '{first.Tracer}'");
            if (first is not null && set != first.Flags)
                flags!.Place.Report(bag, Code.MixedTracers, "flags are not those of the relevant tracers");
            if (first is not null && inKernel != first.BuiltIn)
                builtIn!.Place.Report(bag, Code.MixedTracers, "built_in is not that of the relevant tracers");
            if (builtIn is not null && ownTracer is null && Core.Tracers.Tracer.Of(name).IsKernels)
                builtIn.Place.Report(bag, Code.Inconsistent, $"tracer '{name}' is the kernel's own: where its ops are is not a choice");
            return new Group(name, (int)number!, set!.Value, inKernel!.Value, attachment, filter) { OwnTracer = ownTracer };
        }

        Attachment Attached(Node node) => _values.Name(node, "attach", [.. Attachments.Keys]) is { } name ? Attachments[name] : Attachment.Ops;

        FilterSpec ReadFilter(Fields fields, string what)
        {
            var (filter, notrace) = (fields.Node("filter"), fields.Node("notrace"));
            var all = filter is Scalar { Text: "all" };
            var functions = filter is null ? 1 : all ? 0 : _values.Integer(filter, "filter", 1, FilterSpec.Most) ?? 1;
            var leftOut = fields.Value<long>("notrace") ?? 0;
            if (what == "irrelevant" && all && leftOut == 0)
            {
                filter!.Place.Report(bag, Code.Inconsistent,
                    "an irrelevant tracer of all functions must leave out the called one", "Add notrace: 1 or more.");
            }

            return new FilterSpec((int)functions, (int)leftOut);
        }
    }
}
