using Sim.Core.Kernel;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Keys;

/// <summary>The keys of a scenario file: readers, their diagnostics, the schema and the tables in the documents take them from here.</summary>
static class ScenarioKeys
{
    /// <summary>A kind of design: each of as many equal parts of every axis has one point.</summary>
    public const string LatinHypercube = "latin_hypercube";

    /// <summary>A kind of design: Halton's sequence, shifted.</summary>
    public const string Halton = "halton";

    /// <summary>A kind of design: Sobol's sequence, scrambled.</summary>
    public const string Sobol = "sobol";

    /// <summary>Most cells of a scenario.</summary>
    public const int MaxCells = 100_000;

    /// <summary>Most seeds of a scenario.</summary>
    public const int MaxSeeds = 1000;

    const double LeastInterval = 1000;

    static readonly TextForm Name = new("a name");
    static readonly TextForm FilePath = new("a path, relative to the scenario");
    static readonly IntegerForm Seed = new(0, long.MaxValue);
    static readonly AnyForm Tracers = new(NameForm.Of("tracer", Tracer.All.Select(tracer => tracer.Name)), new GroupForm("tracer",
        new("file", FilePath, "The tracer's text.", true),
        new("entry", Name, "Its global label that is called.", true),
        new("name", Name, "Its name in results; default: that of the file."),
        new("table", new MeasuredForm(Quantity.Sizes, 1, 64 << 20), "Zeroed memory of its own.")));
    static readonly NameForm Flag = NameForm.Of("flag", OpsFlagNames.All);
    static readonly AnyForm Flags = new(Flag, new ListForm(Flag));
    static readonly IntegerForm Count = new(0, CellSpec.MaxTracers);
    static readonly IntegerForm PollutedLines = new(0, RunState.MaxPollutedLines);
    static readonly double MostNanoseconds = Timeline.MaxPicoseconds / 1000.0;

    /// <summary><c>arrivals</c>.</summary>
    public static GroupForm Arrivals { get; } = new("arrivals",
        new("kind", NameForm.Of("kind of arrivals", ArrivalKindNames.All), "How the times between arrivals are drawn.", true),
        new("every", new MeasuredForm(Quantity.Durations, 1, Core.Runs.Arrivals.MaxPicoseconds / 1000.0), "Mean time between two calls. This or `rate`."),
        new("rate", new MeasuredForm(Quantity.Frequencies, 1, 1e9), "Mean number of calls per second. This or `every`."),
        new("seed", Seed, "What they are drawn from; default: the scenario's seed."));

    static readonly string[] Kinds = ["call_loop", "function_profile", "captured_call"];

    static readonly Key[] Workload =
    [
        new("calls", new IntegerForm(1, CellSpec.MaxCalls), "Calls of the traced function, or of all functions.", true),
        new("cold", new ListForm(NameForm.Of("cold structure", ColdNames.All)), "What every call finds empty."),
        new("polluted_lines", PollutedLines, "Lines of data, lines of code and branches that other work uses between two calls."),
        new("stack_offset", new IntegerForm(0, 48), "Bytes by which the stack begins below a multiple of 64: 0, 16, 32 or 48."),
        new("arrivals", Arrivals, "When calls arrive; without it each begins when the one before is over."),
    ];

    /// <summary><c>workload</c> of kind <c>call_loop</c>.</summary>
    public static GroupForm CallLoop { get; } = new("workload",
        [new("kind", NameForm.Of("workload kind", Kinds), "One function, called again and again; of a capture that is what was captured (`captured_call` says so).", true), .. Workload]);

    /// <summary><c>workload</c> of kind <c>function_profile</c>.</summary>
    public static GroupForm FunctionProfile { get; } = new("workload",
    [
        new("kind", NameForm.Of("workload kind", Kinds), "Many functions, called as often as in a profile or in the order of a trace.", true),
        .. Workload,
        new("profile", FilePath, "Functions with their numbers of calls. This or `trace`."),
        new("trace", FilePath, "Calls in order. This or `profile`."),
        new("functions", new IntegerForm(1, PopulationSpec.MaxFunctions), "How many of the most called functions; default: all."),
        new("work_instructions", new IntegerForm(8, 1000), "Instructions that a function executes besides being called."),
        new("seed", Seed, "What the layout and the order of calls are drawn from; default: the scenario's seed."),
    ]);

    static readonly Key[] TracerGroup =
    [
        new("count", Count, "How many ops.", true),
        new("tracer", Tracers, "What each does when it is called; default: `nop`."),
        new("flags", Flags, "Flags set on every ops: one or a list."),
        new("built_in", new TruthForm(), "Tracer and ops are in the kernel image, not in a module."),
        new("filter", new AnyForm(NameForm.Of(null, ["all"]), new IntegerForm(1, FilterSpec.Most)), "How many functions each ops traces, or `all`; default: 1."),
        new("notrace", new IntegerForm(0, FilterSpec.Most), "How many functions each ops leaves out."),
    ];

    /// <summary><c>tracers.relevant</c>.</summary>
    public static GroupForm Relevant { get; } = new("relevant",
    [
        .. TracerGroup,
        new("attach", NameForm.Of("attach", MechanismCatalogue.Attachments.Select(attachment => attachment.Name)), "How the oldest of them is called; default: `ops`."),
    ]);

    /// <summary><c>tracers.irrelevant</c>.</summary>
    public static GroupForm Irrelevant { get; } = new("irrelevant", TracerGroup);

    /// <summary><c>tracers</c> of a loop that calls one function.</summary>
    public static GroupForm LoopTracers { get; } = new("tracers",
        new("relevant", Relevant, "Tracers whose filter contains the called function."),
        new("irrelevant", Irrelevant, "Tracers whose filter contains other functions only."));

    /// <summary>A tool of a workload of many functions.</summary>
    public static GroupForm Tool { get; } = new("a tool",
        new("tracer", Tracers, "What it does when it is called; default: `nop`."),
        new("count", Count, "How many ops; default: 1."),
        new("flags", Flags, "Flags set on every ops: one or a list."),
        new("share", new MeasuredForm(new Dictionary<string, decimal> { ["%"] = 1 }, 0.01, 100), "Share of the functions that the filter names; default: 100 %."),
        new("filter", new AnyForm(Name, new ListForm(Name)), "The functions that it traces: `all`, a pattern such as `tcp_*`, or a list of patterns.", true));

    static readonly NameForm Event = NameForm.Of("event", TimelineKindNames.All);

    /// <summary>An entry of <c>timeline</c> for which others have the core.</summary>
    public static GroupForm Interruption { get; } = new("a timeline entry",
        new("event", Event, "What happens.", true),
        new("at", Time(0), "When, from the first counted call on; default: after `every`."),
        new("every", Time(1000), "How often it happens again."),
        new("length", Time(0), "How long it has the core."),
        new("times", new IntegerForm(0, 1_000_000), "How many times; default: for ever with `every`, else once."),
        new("polluted_lines", PollutedLines, "Lines of data, lines of code and branches that it uses."));

    /// <summary>An entry with the event <c>context_switch</c>.</summary>
    public static GroupForm Switch { get; } = new("a timeline entry",
    [
        .. Interruption.Keys,
        new("tasks", new IntegerForm(2, TimelineEntry.MaxTasks), "How many tasks of the workload take turns; default: 2."),
        new("flush_predictors", new TruthForm(), "Predictors are flushed at each switch."),
    ]);

    /// <summary>An entry with the event <c>attach</c> or <c>detach</c>.</summary>
    public static GroupForm ToolChange { get; } = new("a timeline entry",
        new("event", Event, "What happens.", true),
        new("at", Time(0), "When it begins, from the first counted call on.", true),
        new("tool", Name, "Which of the tools.", true),
        new("length", Time(1000), "How long it may work at a time."),
        new("every", Time(1000), "How often it works; default: twice `length`."));

    /// <summary><c>strategy</c>, where it is a trampoline of the user's own.</summary>
    public static GroupForm Strategy { get; } = new("strategy",
        new("file", FilePath, "The trampoline's text.", true),
        new("entry", Name, "Its global label that callsites call.", true),
        new("name", Name, "Its name in results; default: that of the file."),
        new("placement", NameForm.Of("placement", ["kernel", "modules"]), "Whether it is in the kernel image or in the module region; default: `kernel`."));

    /// <summary><c>design</c> of a sweep entry.</summary>
    public static GroupForm Design { get; } = new("design",
        new("kind", NameForm.Of("kind of design", [Halton, LatinHypercube, Sobol]), "How the points are spread.", true),
        new("points", new IntegerForm(1, MaxCells), "How many combinations.", true),
        new("seed", Seed, "What they are drawn from; default: 0."));

    /// <summary><c>find</c> of a sweep entry.</summary>
    public static GroupForm Find { get; } = new("find",
        new("smallest", Name, "The name whose smallest value is sought. This or `largest`."),
        new("largest", Name, "The name whose largest value is sought. This or `smallest`."),
        new("such_that", new TextForm("a condition, such as overhead_ns > 100 ns"), "What it must meet: a metric, `<`, `<=`, `>` or `>=`, and a bound.", true));

    /// <summary><c>charts</c>.</summary>
    public static GroupForm Charts { get; } = new("charts",
        new("x", Name, "Number along the horizontal axis: `relevant`, `irrelevant`, `calls`, `polluted_lines`, `stack_offset`, `every`, a tool, or a path that the sweep varies."),
        new("colour", Name, "What colours tell apart, at most 7 values: the same, `strategy`, `core`, `tracer`, `attach`, `flags`, `filter`, `cold`, ..."),
        new("panels", new ListForm(Name), "What has a panel for each combination; over what is left, medians and ranges are drawn."),
        new("metric", NameForm.Of("metric", Metric.All.Select(metric => metric.Name)), "The figure; default: `overhead_ns`, of open loads `response_mean_ns`."),
        new("scale", NameForm.Of("scale", ["linear", "log"]), "Of the figure's axis; maps have none."));

    /// <summary>An entry of <c>patch</c>.</summary>
    public static GroupForm Patch { get; } = new("an entry of patch",
        new("at", Name, "Where words go: a function, or `my_function+0x10`."),
        new("words", new ListForm(new TextForm("a word, such as `0xd503201f`")), "Instruction words, in the place of as many."),
        new("function", Name, "The function that a routine replaces."),
        new("file", FilePath, "The routine's text, which is placed where the function begins and must not be longer."));

    /// <summary>The whole file.</summary>
    public static GroupForm Root { get; } = new("the scenario",
        new("schema", NameForm.Of(null, ["sim/scenario/1"]), "The form of the file.", true),
        new("name", Name, "The name of the file, without `.yaml`.", true),
        new("core", Name, "A built-in core, or a core file. This or `cores`."),
        new("cores", new ListForm(Name), "Several of them."),
        new("kernel", Name, "A built-in kernel build, a kernel file, or a capture (`my.capture`). This or `kernels`."),
        new("kernels", new ListForm(Name), "Several of them."),
        new("strategy", new AnyForm(NameForm.Of("strategy", ["kernel"]), Strategy), "`kernel` (the default): what the kernel build gives; or a trampoline of your own."),
        new("strategies", new ListForm(new AnyForm(NameForm.Of("strategy", ["kernel"]), Strategy)), "Several of them."),
        new("workload", new AnyForm(CallLoop, FunctionProfile), "What is called, how often, and what calls find.", true),
        new("tracers", new AnyForm(LoopTracers, new MapForm(Tool)), "Who traces.", true),
        new("timeline", new ListForm(new AnyForm(Interruption, Switch, ToolChange)), "What happens meanwhile."),
        new("interval", new MeasuredForm(Quantity.Durations, LeastInterval, MostNanoseconds), "Results for each interval of this length as well."),
        new("sweep", new ListForm(new OtherForm("names with values")), "What varies: variables, or values by their paths."),
        new("measurements", FilePath, "A CSV file of measured figures."),
        new("budgets", new ListForm(RuleKeys.Budget), "Bounds that must hold."),
        new("expect", new ListForm(RuleKeys.Expectation), "Relations between cells that must hold."),
        new("patch", new ListForm(Patch), "Changes of captures: each capture is run as it is and, as `NAME-patched`, with all of them."),
        new("charts", Charts, "What the chart shows, in the place of what follows from the data."),
        new("seed", Seed, "What everything random is drawn from; default: 0."),
        new("seeds", new IntegerForm(2, MaxSeeds), "How many seeds cells are run with in which something is drawn."));

    static MeasuredForm Time(double leastNanoseconds) => new(Quantity.Durations, leastNanoseconds, MostNanoseconds);
}
