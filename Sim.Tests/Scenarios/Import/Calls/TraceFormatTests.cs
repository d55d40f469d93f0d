namespace Sim.Tests.Scenarios.Import.Calls;

public sealed class TraceFormatTests
{
    // A line as each kernel, option and tool prints it; the calls are step_one and step_two.
    [TestCase(" worker-71 [000] ..... 40.000010: step_one <-run_all\n worker-71 [000] ..... 40.000031: step_two <-run_all", TestName = "function")]
    [TestCase("          worker-71    [000]    40.000010: step_one <-run_all\n          <...>-72    [000]    40.000031: step_two <-run_all", TestName = "without flags, before 2.6.38")]
    [TestCase(" my worker:1-71 [000] d.h1. 40.000010: step_one\n kworker/0:1-H-72 [000] dNh2. 40.000031: step_two", TestName = "without parent")]
    [TestCase(" worker-71      (     70) [000] ..... 40.000010: step_one <-run_all\n <idle>-0       (-------) [000] d..2. 40.000031: step_two <-run_all", TestName = "record-tgid")]
    [TestCase(" worker-71 [000] ..... 40.000010: step_one+0x0/0x40 <-run_all+0x24/0x80\n worker-71 [000] ..... 40.000031: step_two+0x8/0x40 [mymod] <-run_all+0x24/0x80 [mymod]", TestName = "sym-offset")]
    [TestCase(" worker-71 [000] ..... 40.000010: step_one <ffff800080010000> <-run_all <ffff800080020000>\n worker-71 [000] ..... 40.000031: step_two <ffff800080010040> <-run_all <ffff800080020000>", TestName = "sym-addr")]
    [TestCase(" worker-71 [000] ..... 40.000010: step_one [mymod] <-run_all [mymod]\n worker-71 [000] ..... 40.000031: step_two <-[unknown/kretprobe'd]", TestName = "modules")]
    [TestCase(" worker-71 [000] ..... 40.000010: step_one(file=0xffff0000c1234500) <-run_all\n worker-71 [000] ..... 40.000031: step_two(fd=3, name=\"a: b\", flags=0x0) <-step_one", TestName = "func-args")]
    [TestCase(" worker-71 [000] ..... 40.000010: step_one() <-run_all\n worker-71 [000] ..... 40.000031: step_two(0x1, 0x2, 0x3, 0x4) <-run_all", TestName = "func-args without BTF")]
    [TestCase(" worker-71 [000] ..... 40.000010: step_one <-run_all\n worker-71 [000] ..... 40.000011: <stack trace>\n => step_one\n => run_all+0x20/0x30 [mymod]\n => el0_svc <ffff800080000000>\n worker-71 [000] ..... 40.000031: step_two <-run_all\n worker-71 [000] ..... 40.000032: <user stack trace>\n =>  <0000ffff8e0d1c00>\n => /usr/lib/libc.so.6[+0xd1c00]", TestName = "stacks")]
    [TestCase(" worker-71 [000] d..2. 40.000009: sched_switch: prev_comm=a prev_pid=1 ==> next_comm=b <-c\n worker-71 [000] ..... 40.000010: step_one <-run_all\n worker-71 [000] ..... 40.000011: tracing_mark_write: hello: world\n worker-71 [000] ..... 40.000012: sys_openat(dfd: ffffff9c, filename: ffff, flags: 0)\n worker-71 [000] ..... 40.000013: sys_openat -> 0x3\n worker-71 [000] ..... 40.000031: step_two <-run_all", TestName = "events between")]
    [TestCase("# tracer: wakeup\n  worker-71      0dNh4.    0us : step_one <-run_all\n  worker-71      0dNh4.    1us+:       71:120:R   + [000]    72:  0:R worker\n   <idle>-0      0d..3.  123us!: step_two <-run_all", TestName = "latency format")]
    [TestCase("  worker-71       0d..2.    3us : step_one <-run_all\n  worker-71       0....1   12us#: step_two (run_all)", TestName = "latency format of old kernels")]
    [TestCase("          worker      71   0 1 00000000 00000000 [0000000a] 0.010ms (+0.021ms): step_one <-run_all\n          worker      71   0 1 00000000 00000001 [0000000b] 0.031ms (+0.000ms): step_two <-run_all", TestName = "verbose latency format")]
    [TestCase("version = 6\nCPU 1 is empty\ncpus=2\n          worker-71    [000] .....    40.000010: function:             step_one <-- run_all\n          worker-71    [000]          40.000031: function:                step_two", TestName = "trace-cmd report")]
    [TestCase("cpus=1\n  worker-71      0d..1.    40.000010: function:             step_one <-- run_all\n  worker-71      0....     40.000031: function:             step_two <-- run_all", TestName = "trace-cmd report -l")]
    [TestCase("cpus=1\n worker-71 [000] 40.000010123: function: step_one <-- run_all\n worker-71 [000] 40.000020000: sched_switch: a:1 [120] R ==> b:2 [120]\n worker-71 [000] 40.000021000: kernel_stack: <stack trace >\n=> step_one (ffff800080010000)\n=> run_all (ffff800080010000)\n worker-71 [000] 40.000031000: function: step_two(fd=0x3) <-- run_all", TestName = "trace-cmd report -t, stacks, arguments")]
    [TestCase("cpus=1\n worker-71 [000] 40.000010: funcgraph_entry:                   |  step_one() {\n worker-71 [000] 40.000020: funcgraph_entry:        1.382 us   |    step_two();\n worker-71 [000] 40.000031: funcgraph_exit:         2.478 us   |  }", TestName = "trace-cmd report of function_graph")]
    [TestCase("worker    71 [000]    40.000010: ftrace:function: step_one <-- run_all\nworker    71 [000]    40.000031:          1 ftrace:function:  step_two <-- run_all", TestName = "perf script")]
    [TestCase("worker    71    40.000010: ftrace:function: \n            ffff800080010004 step_one+0x4 ([kernel.kallsyms])\n            ffff800080010100 run_all+0x24 ([kernel.kallsyms])\n\nworker 71/72 [000] 40.000031: ftrace:function: ffff800080010004 step_two+0x4 ([mymod])\n", TestName = "perf script with stacks")]
    [TestCase("# tracer: function_graph\n#\n 0)               |  step_one() {\n 0)   1.382 us    |    step_two();\n 0)   2.478 us    |  }", TestName = "function_graph")]
    [TestCase(" 0)               |  /* sched_switch: a ==> b */\n 0)   worker-71  =>  other-72 \n ------------------------------------------\n\n 0) ! 123.4 us    |  step_one [mymod]();\n 0)   ==========> |\n 0)   <========== |\n ==========> |\n 0)               |  step_two(a=1, s=\"x\") { /* <-run_all */\n 0)   <========== |\n 0) + 10.4 us     |  } /* step_two ret=0x0 */", TestName = "function_graph between tasks and interrupts")]
    [TestCase("   40.000010 |   0)  worker-71    |  d..1. |               |  step_one() {\n   40.000031 |   0)  worker-71    |  d..1. |   1.382 us    |    step_two(); /* = 0x0 */", TestName = "function_graph with time, task and flags")]
    [TestCase(" step_one() {\n   step_two();\n }", TestName = "function_graph with nothing but functions")]
    [TestCase("time_us,function\n40000010,step_one\n40000031,step_two\n", TestName = "CSV")]
    public void Calls_are_read_from(string text) => Assert.That(Importing.Functions(text), Is.EqualTo("step_one step_two"));

    [Test]
    public void Repeats_folded_into_a_line_are_calls_up_to_the_last_ones_time()
    {
        var trace = Importing.Trace(
            """
            # tracer: function
             worker-71 [000] ..... 40.000010: step_one <-run_all
             worker-71 [000] ..... 40.000060: step_one <-run_all (repeats: 41, last_ts:   40.000059)
             worker-71 [000] ..... 40.000061: step_two <-run_all
            """).Trace;

        Assert.That(trace.Calls.Count(call => trace.Functions[call.Function] == "step_one"), Is.EqualTo(42));
        Assert.That(trace.Calls.Select(call => call.TimeUs), Is.Ordered);
        Assert.That(trace.Calls[41].TimeUs, Is.EqualTo(40_000_059).Within(1e-3));
    }

    [TestCase("repeats: -1, last_ts:   40.000059")]
    [TestCase("repeats: 99999999999999999999, last_ts:   40.000059")]
    [TestCase("repeats: 3, last_ts: -1")]
    [TestCase("repeats: x")]
    public void A_broken_repeat_is_no_call_and_is_said(string repeats)
    {
        var file = Importing.Trace($" worker-71 [000] ..... 40.000010: step_one <-run_all\n worker-71 [000] ..... 40.000060: step_one <-run_all ({repeats})\n");

        Assert.That(file.Trace.Calls, Has.Count.EqualTo(1));
        Assert.That(file.Remarks.Single(), Does.StartWith("a line that has no calls, left out: line 2, "));
    }

    [TestCase("")]
    [TestCase(" worker-71 [000] ..... 40.000010: step_two <-run_all\n")]
    [TestCase(" worker-72 [001] ..... 40.000010: step_one <-run_all\n")]
    public void Repeats_of_a_call_that_the_recording_does_not_have_are_said(string before)
    {
        const string Repeat = " worker-71 [000] ..... 40.000060: step_one <-run_all (repeats: 3, last_ts:   40.000059)\n";
        var file = Importing.Trace($"{before}{Repeat}{Repeat.Replace("40.00", "41.00", StringComparison.Ordinal)}");

        Assert.That(file.Remarks, Has.One.StartWith($"repeats without a call of their function above them on their CPU: 1, the first in line {before.Count(letter => letter == '\n') + 1}; when they began is not known"));
    }

    [Test]
    public void Repeats_beyond_any_memory_are_refused() =>
        Assert.That(
            Importing.Mistakes(" worker-71 [000] ..... 40.000060: step_one <-run_all (repeats: 4000000000, last_ts:   40.000059)", asTrace: true),
            Does.StartWith("f:1:1: error SIM244: more than 5,000,000 calls"));

    [TestCase("CPU:0 [LOST 12 EVENTS]", "lost events: the recording misses 12 calls")]
    [TestCase("CPU:0 [LOST EVENTS]", "lost events: the recording misses an unknown number of calls")]
    [TestCase("CPU:0 [7 EVENTS DROPPED]", "lost events: the recording misses 7 calls")]
    [TestCase("CPU:1 [EVENTS DROPPED]", "lost events: the recording misses an unknown number of calls")]
    [TestCase("CPU:0 [LOST 12 EVENTS]\nCPU:3 [LOST EVENTS]", "lost events: the recording misses 12 calls and an unknown number of others")]
    [TestCase("CPU:0 [LOST 99999999999999999999 EVENTS]", "lost events: the recording misses an unknown number of calls")]
    [TestCase("CPU:0 [LOST 9223372036854775807 EVENTS]\nCPU:0 [LOST 9 EVENTS]", "lost events: the recording misses 9223372036854775807 calls")]
    public void Lost_calls_are_said(string line, string remark) =>
        Assert.That(Importing.Trace($"{line}\n worker-71 [000] ..... 40.000010: step_one <-run_all").Remarks, Is.EqualTo(new[] { remark }));

    [Test]
    public void Lines_of_other_things_are_left_out_and_counted()
    {
        var file = Importing.Trace(
            """
            root@board:/sys/kernel/tracing# cat trace
             worker-71 [000] ..... 40.000010: step_one <-run_all
             worker-71 [000] ..... 40.000011: sched_wakeup: comm=a
             worker-71 [000] ..... 40.000012: sched_wakeup: comm=b
             worker-71 [000] ..... 40.0000
            """);

        Assert.That(file.Trace.Calls, Has.Count.EqualTo(1));
        Assert.That(file.Remarks, Is.EqualTo(new[]
        {
            "events that are no calls, left out: 2 sched_wakeup",
            "lines that have no calls, left out: 2, the first is line 1, 'root@board:/sys/kernel/tracing# cat trace'",
        }));
    }

    [Test]
    public void Lines_of_a_graph_that_are_cut_are_counted()
    {
        var file = Importing.Trace(
            """
             0)               |  step_one() {
             0)   1.382 us    |    step_two();
             0)   1.100 us    |    step_th
             0)               |    /* sched_switch: a ==> b */
             0)   worker-71  =>  other-72
             0)   2.478 us    |  } /* step_one */
             0)   text of something else
             worker-71 [000] 40.000031: funcgraph_entry:               |  step_fo
            """);

        Assert.That(file.Trace.Calls, Has.Count.EqualTo(2));
        Assert.That(file.Remarks[^1], Is.EqualTo("lines that have no calls, left out: 3, the first is line 3, '0)   1.100 us    |    step_th'"));
    }

    const string TwoCpus =
        """
         worker-71 [000] ..... 40.000010: a1 <-run_all
         other-72  [001] ..... 40.000011: b1 <-run_all
         worker-71 [000] ..... 40.000012: a2 <-run_all
         other-72  [001] ..... 40.000013: b2 <-run_all
        """;

    [Test]
    public void Calls_of_several_cpus_are_kept_apart()
    {
        var file = Importing.Trace(TwoCpus);

        Assert.That(file.Csv(), Is.EqualTo("time_us,function,cpu\n40000010,a1,0\n40000011,b1,1\n40000012,a2,0\n40000013,b2,1\n"));
        Assert.That(file.Remarks.Single(), Is.EqualTo("the file has calls of 2 CPUs (0, 1): they are kept apart; sim import trace --cpu N takes one"));
        Assert.That(file.Trace.ByCpu.Select(call => file.Trace.Functions[call.Function]), Is.EqualTo(new[] { "a1", "a2", "b1", "b2" }));
        Assert.That(Importing.Trace(file.Csv()).Csv(), Is.EqualTo(file.Csv()));
    }

    [Test]
    public void One_cpu_of_several_can_be_chosen()
    {
        Assert.That(Importing.Trace(TwoCpus, cpu: 1).Csv(), Is.EqualTo("time_us,function\n40000011,b1\n40000013,b2\n"));
        Assert.That(Importing.Trace(TwoCpus, cpu: 1).Remarks, Is.Empty);
    }

    [Test]
    public void A_graph_without_times_has_those_of_its_durations()
    {
        var file = Importing.Trace(" 0)               |  a() {\n 0)   1.500 us    |    b();\n 0)   2.000 us    |    c();\n 0)   5.000 us    |  }\n 0)   1.000 us    |  d();\n");

        Assert.That(file.Csv(), Is.EqualTo("time_us,function\n0,a\n0,b\n1.5,c\n5,d\n"));
        Assert.That(file.Remarks.Single(), Does.Contain("funcgraph-abstime"));
    }

    [TestCase(" step_one() {\n   step_two();\n }\n")]
    [TestCase(" 0)               |  step_one() {\n 0)               |    step_two();\n 0)               |  }\n")]
    public void A_graph_without_times_and_durations_has_an_order_alone(string text) => Assert.That(
        Importing.Trace(text).Remarks, Is.EqualTo(new[] { "the trace has no times: time_us is 0 in all calls, and only their order is known" }));

    [TestCase(" worker-71 [000] ..... 40.000010: a <-r\n worker-71 [000] ..... 40.000009: b <-r\n worker-71 [000] ..... 40.000012: c <-r\n worker-71 [000] ..... 40.000011: d <-r\n", 2)]
    [TestCase("time_us,function\n3,a\n2,b\n1,c\n", 2)]
    public void Times_that_go_backward_are_said(string text, int number) => Assert.That(Importing.Trace(text).Remarks, Has.Some.StartsWith(
        FormattableString.Invariant($"calls earlier than the call above them on their CPU: {number}, the first in line {(text[0] == 't' ? 3 : 2)};")));

    [Test]
    public void Cpus_whose_times_interleave_go_forward() =>
        Assert.That(Importing.Trace(" w-1 [000] ..... 40.000010: a <-r\n w-2 [001] ..... 40.000009: b <-r\n w-1 [000] ..... 40.000011: c <-r\n").Remarks, Has.None.Contains("earlier"));

    [Test]
    public void A_long_foreign_line_is_counted_and_not_read()
    {
        var file = Importing.Trace($" w-1 [000] ..... 40.000010: a <-r\n{new string('x', 5000)}\n w-1 [000] ..... 40.000011: c <-r\n");

        Assert.That(file.Trace.Calls, Has.Count.EqualTo(2));
        Assert.That(file.Remarks.Single(), Does.StartWith("a line that has no calls, left out: line 2, 'xxxx"));
    }

    [Test]
    public void A_clock_of_ticks_is_said() =>
        Assert.That(Importing.Trace(" worker-71 [000] .....   12345: step_one <-run_all").Remarks.Single(), Does.Contain("ticks"));
}
