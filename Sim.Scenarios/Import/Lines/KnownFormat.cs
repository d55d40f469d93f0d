using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Lines;

/// <summary>Text formats that a user may confuse, known by one of their lines.</summary>
/// <param name="What">What the file is.</param>
/// <param name="Use">What to do with such a file.</param>
/// <param name="Line">A line that no other format has.</param>
/// <param name="IsAlone">True if such a file has lines that look like those of a format that Sim reads.</param>
public sealed partial record KnownFormat(string What, string Use, Regex Line, bool IsAlone = false)
{
    /// <summary>How to get what Sim reads.</summary>
    public const string ToCount = "Count calls with the function profiler, bpftrace or funccount, and import that.";

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
        new("the output of perf report, which has samples", ToCount, PerfReport()),
        new("the output of perf stat", ToCount, PerfStat()),
        new("the output of offcputime, offwaketime or wakeuptime, which has times", ToCount, BlockedTime(), IsAlone: true),
        new("the output of bcc's profile, which has samples", ToCount, Sampled(), IsAlone: true),
        new("a file of folded stacks, whose numbers may be samples, times or calls", "stackcount without -f counts calls. " + ToCount, Folded(), IsAlone: true),
        new("a histogram of a trace event (hist trigger), whose keys are values of the event", ToCount, HistTrigger(), IsAlone: true),
        new("the output of argdist, which counts values", ToCount, ArgDist(), IsAlone: true),
        new("the output of syscount, which counts system calls", ToCount, SysCount(), IsAlone: true),
        new("the output of the kernel's branch profiler", ToCount, BranchProfiler(), IsAlone: true),
        new("the output of funcslower, which has the slow calls alone", ToCount, FuncSlower()),
        new("the output of bcc's trace", "Record calls with the function tracer, and import that.", BccTrace()),
        new("the output of the kernel's function profiler (trace_stat)", ToProfile, TraceStat()),
        new("the output of funccount", ToProfile, FuncCount()),
        new("the output of bpftrace in JSON", "Run bpftrace without -f json.", BpftraceJson()),
        new("the output of bpftrace", ToProfile, Bpftrace()),
        new("the output of perf ftrace profile", ToProfile, PerfFtrace()),
        new("a function profile of Sim", ToProfile, Profile()),
        new("a trace of Sim", ToTrace, SimTrace()),
        new("the output of a kernel's tracer (trace, trace_pipe)", ToTrace, Tracer()),
        new("the raw output of trace-cmd report (-R), which has addresses and no names", "Run trace-cmd report without -R.", RawTraceCmd()),
        new("the output of perf script without the plug-ins of libtraceevent, which has addresses and no names", "Install them, or take trace-cmd.", RawPerf()),
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

    /// <summary>Reports that the file is of a kind that has to be refused even if some of its lines can be read; false if it is not.</summary>
    internal static bool ReportAlone(IReadOnlyList<string> lines, string path, string wanted, DiagnosticBag bag) =>
        Array.Exists(All, format => format.IsAlone && lines.Any(format.Line.IsMatch)) && Report(lines, path, wanted, bag);

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

    [GeneratedRegex(@"^Tracing (off-CPU|blocked) time \(us\)")]
    private static partial Regex BlockedTime();

    [GeneratedRegex(@"^Sampling (at \d+ Hertz|every \d+)")]
    private static partial Regex Sampled();

    [GeneratedRegex(@"^[^\s;,{}()|#][^;{}|#]*(;[^\s;{}|][^;{}|]*)+ \d+$")]
    private static partial Regex Folded();

    [GeneratedRegex(@"^# event histogram\s*$|^(\{ .*)?\} hitcount:")]
    private static partial Regex HistTrigger();

    [GeneratedRegex(@"^\s+COUNT\s+EVENT\s*$")]
    private static partial Regex ArgDist();

    [GeneratedRegex(@"^SYSCALL\s+COUNT\b")]
    private static partial Regex SysCount();

    [GeneratedRegex(@"^\s*correct\s+incorrect\s+%\s")]
    private static partial Regex BranchProfiler();

    [GeneratedRegex(@"^(TIME\s+)?COMM\s+PID\s+LAT\((ms|us)\)\s")]
    private static partial Regex FuncSlower();

    [GeneratedRegex(@"^(TIME\s+)?PID\s+TID\s+COMM\s+FUNC\s")]
    private static partial Regex BccTrace();

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

    [GeneratedRegex(@"\bftrace:function:\s+ip=0x[0-9a-f]+ parent_ip=")]
    private static partial Regex RawPerf();

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
