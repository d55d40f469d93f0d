using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Lines;

/// <summary>Text formats that a user may confuse, known by one of their lines.</summary>
/// <param name="What">What the file is.</param>
/// <param name="Use">What to do with such a file.</param>
/// <param name="Line">A line that no other format has.</param>
public sealed partial record KnownFormat(string What, string Use, Regex Line)
{
    const string ToTrace = "Use: sim import trace FILE.";
    const string ToProfile = "Use: sim import function-profile FILE.";

    // The first that fits: lines of a trace may be in any kernel log.
    static readonly KnownFormat[] All =
    [
        new("the results of sim run", "Measurements go to sim validate and sim calibrate; results are for spreadsheets and sim compare.", Results()),
        new("a measurement file of Sim", "Use: sim validate FILE.", Measurements()),
        new("a scenario of Sim", "Use: sim run FILE.", Scenario()),
        new("a core file of Sim", "Use: sim run SCENARIO --set core=FILE.", Core()),
        new("a kernel file of Sim", "Use: sim run SCENARIO --set kernel=FILE.", Kernel()),
        new("a kernel's .config", "Use: sim layout --config FILE.", Config()),
        new("a log of the kernel's ftrace-ops sample", "Use: sim import ftrace-ops FILE.", FtraceOps()),
        new("the output of perf report, which has samples", "Count calls with the function profiler, bpftrace or funccount, and import that.", PerfReport()),
        new("the output of perf stat", "Count calls with the function profiler, bpftrace or funccount, and import that.", PerfStat()),
        new("the output of the kernel's function profiler (trace_stat)", ToProfile, TraceStat()),
        new("the output of funccount", ToProfile, FuncCount()),
        new("the output of bpftrace in JSON", "Run bpftrace without -f json.", BpftraceJson()),
        new("the output of bpftrace", ToProfile, Bpftrace()),
        new("the output of perf ftrace profile", ToProfile, PerfFtrace()),
        new("a function profile of Sim", ToProfile, Profile()),
        new("a trace of Sim", ToTrace, SimTrace()),
        new("the output of a kernel's tracer (trace, trace_pipe)", ToTrace, Tracer()),
        new("the raw output of trace-cmd report (-R), which has addresses and no names", "Run trace-cmd report without -R.", RawTraceCmd()),
        new("the output of trace-cmd report", ToTrace, TraceCmd()),
        new("the output of perf script", ToTrace, PerfScript()),
        new("the output of the kernel's function_graph tracer", ToTrace, Graph()),
        new("a list of symbols (kallsyms, System.map)", ToProfile, Symbols()),
        new("a kernel log", "A log has no calls. Record them with the function tracer or count them with the function profiler.", KernelLog()),
    ];

    /// <summary>The format that the lines are of; null for one that Sim does not know.</summary>
    public static KnownFormat? Find(IReadOnlyList<string> lines) =>
        Array.Find(All, format => lines.Any(format.Line.IsMatch));

    /// <summary>Reports that the file is of another kind than <paramref name="wanted"/>; false if its format is not known, or is one of these.</summary>
    internal static bool Report(IReadOnlyList<string> lines, string path, string wanted, DiagnosticBag bag)
    {
        if (Find(lines) is not { } format || format.Use == (wanted == "a function profile" ? ToProfile : wanted == "a trace of calls" ? ToTrace : null))
            return false;
        bag.Add(Code.OtherFormat, $"this is {format.What}, not {wanted}", new SourceSpan(path), format.Use);
        return true;
    }

    [GeneratedRegex(@"^scenario,cell,core,|^ *""schema"": ""sim/results/")]
    private static partial Regex Results();

    [GeneratedRegex(@"^source,core,kernel,|,tolerance_percent\b")]
    private static partial Regex Measurements();

    [GeneratedRegex(@"^schema:\s*[""']?sim/scenario/")]
    private static partial Regex Scenario();

    [GeneratedRegex(@"^schema:\s*[""']?sim/core/")]
    private static partial Regex Core();

    [GeneratedRegex(@"^schema:\s*[""']?sim/kernel/")]
    private static partial Regex Kernel();

    [GeneratedRegex(@"^(CONFIG_\w+=|# CONFIG_\w+ is not set)")]
    private static partial Regex Config();

    [GeneratedRegex(@"\bftrace_ops: (registering:|Attempted )")]
    private static partial Regex FtraceOps();

    [GeneratedRegex(@"^# (Overhead|Children)\s|^\s+\d+\.\d+%\s.*\[[k.]\] ")]
    private static partial Regex PerfReport();

    [GeneratedRegex(@"Performance counter stats for")]
    private static partial Regex PerfStat();

    [GeneratedRegex(@"^(\S*function\d+:)?\s*Function\s+Hit\b")]
    private static partial Regex TraceStat();

    [GeneratedRegex(@"^(ADDR\s+)?FUNC\s+COUNT\s*$")]
    private static partial Regex FuncCount();

    [GeneratedRegex(@"^\{""type"": ""(attached_probes|map|hist|stats|printf)""")]
    private static partial Regex BpftraceJson();

    [GeneratedRegex(@"^@\w*\[[^\]]*\]: ")]
    private static partial Regex Bpftrace();

    [GeneratedRegex(@"^#\s+Total \(us\)\s+Avg \(us\)")]
    private static partial Regex PerfFtrace();

    [GeneratedRegex(@"\bfunction,hits\b")]
    private static partial Regex Profile();

    [GeneratedRegex(@"^time_us,function\b")]
    private static partial Regex SimTrace();

    [GeneratedRegex(@"^# tracer: (?!function_graph)|\s\[\d{3,}\] \S{4,6}\s+\d+\.\d+: \S+ <-")]
    private static partial Regex Tracer();

    [GeneratedRegex(@": function:\s+ip=0x[0-9a-f]+ parent_ip=")]
    private static partial Regex RawTraceCmd();

    [GeneratedRegex(@"^cpus=\d+$|: function:\s+\S+( <-- |$)")]
    private static partial Regex TraceCmd();

    [GeneratedRegex(@"^\S.*\s\d+(/\d+)?\s+(\[\d+\]\s+)?\d+\.\d+:\s+(\d+\s+)?[\w-]+:[\w-]+:")]
    private static partial Regex PerfScript();

    [GeneratedRegex(@"^# tracer: function_graph|^\s*\d+\)\s.*\|.*[({;]")]
    private static partial Regex Graph();

    [GeneratedRegex(@"^[0-9a-f]{8,16} [A-Za-z] \S+")]
    private static partial Regex Symbols();

    [GeneratedRegex(@"^\[\s*\d+\.\d{6}\]")]
    private static partial Regex KernelLog();
}
