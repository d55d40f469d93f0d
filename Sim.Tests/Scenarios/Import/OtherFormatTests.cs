namespace Sim.Tests.Scenarios.Import;

public sealed class OtherFormatTests
{
    [TestCase("  Function                               Hit    Time\n  --------  ---  ----\n  send_one  12    3 us\n", "f: error SIM248: this is the output of the kernel's function profiler (trace_stat), not a trace of calls\n hint: Use: sim import function-profile FILE.")]
    [TestCase("@[send_one]: 12\n", "f: error SIM248: this is the output of bpftrace, not a trace of calls\n hint: Use: sim import function-profile FILE.")]
    [TestCase("function,hits\nf,1\n", "f: error SIM248: this is a function profile of Sim, not a trace of calls\n hint: Use: sim import function-profile FILE.")]
    [TestCase("[   12.3] x\nftrace_ops: registering:\n", "f: error SIM248: this is a log of the kernel's ftrace-ops sample, not a trace of calls\n hint: Use: sim import ftrace-ops FILE.")]
    [TestCase("# To display the perf.data header info, use --header\n# Overhead  Command\n    12.34%  worker  [kernel.kallsyms]  [k] send_one\n", "f: error SIM248: this is the output of perf report, which has samples, not a trace of calls\n hint: Count calls with the function profiler, bpftrace or funccount, and import that.")]
    [TestCase("CONFIG_ARM64=y\n", "f: error SIM248: this is a kernel's .config, not a trace of calls\n hint: Use: sim layout --config FILE.")]
    [TestCase("PERFILE2\u0001\0\0", "f: error SIM248: this is a recording of perf (perf.data)\n hint: Use 'perf script -i FILE > calls.txt' and import that.")]
    [TestCase("\u0017\u0008Dtracing6\0", "f: error SIM248: this is a recording of trace-cmd (trace.dat)\n hint: Use 'trace-cmd report FILE > calls.txt' and import that.")]
    [TestCase("cpus=2\n bash-1 [000] 10.000001: function:  ip=0xffff800080123450 parent_ip=0xffff800080123550\n", "f: error SIM248: this is the raw output of trace-cmd report (-R), which has addresses and no names, not a trace of calls\n hint: Run trace-cmd report without -R.")]
    [TestCase("bash 71 [001] 10.000001: ftrace:function: ip=0xffff800080123456 parent_ip=0xffff800080123500\n", "f: error SIM248: this is the output of perf script without the plug-ins of libtraceevent, which has addresses and no names, not a trace of calls\n hint: Install them, or take trace-cmd.")]
    public void A_file_of_another_kind_is_named_where_a_trace_is_wanted(string text, string expected) =>
        Assert.That(Importing.Mistakes(text, asTrace: true), Is.EqualTo(expected));

    [TestCase("# tracer: function\n worker-71 [000] ..... 40.000010: step_one <-run_all\n", "the output of a kernel's tracer (trace, trace_pipe), not a function profile\n hint: Use: sim import trace FILE.")]
    [TestCase("cpus=2\n worker-71 [000] 40.000010: function: step_one <-- run_all\n", "the output of trace-cmd report, not a function profile\n hint: Use: sim import trace FILE.")]
    [TestCase("worker    71 [000]    40.000010: ftrace:function: step_one <-- run_all\n", "the output of perf script, not a function profile\n hint: Use: sim import trace FILE.")]
    [TestCase(" 0)   1.382 us    |    step_two();\n", "the output of the kernel's function_graph tracer, not a function profile\n hint: Use: sim import trace FILE.")]
    [TestCase("scenario,cell,core,kernel\na,1,b,c\n", "the results of sim run, not a function profile\n hint: Measurements go to sim validate and sim calibrate; results are for spreadsheets and sim compare.")]
    [TestCase("{\"type\": \"map\", \"data\": {\"@\": {\"vfs_read\": 12}}}\n", "the output of bpftrace in JSON, not a function profile\n hint: Run bpftrace without -f json.")]
    [TestCase("# q\nschema: sim/scenario/1\n", "a scenario of Sim, not a function profile\n hint: Use: sim run FILE.")]
    public void A_file_of_another_kind_is_named_where_a_profile_is_wanted(string text, string expected) =>
        Assert.That(Importing.Mistakes(text, asTrace: false), Is.EqualTo("f: error SIM248: this is " + expected));
}
