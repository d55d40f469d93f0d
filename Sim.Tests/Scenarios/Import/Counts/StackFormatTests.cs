namespace Sim.Tests.Scenarios.Import.Counts;

/// <summary>Stacks and histograms: their functions are found, or they are refused for what they are.</summary>
public sealed class StackFormatTests
{
    const string Tracing = "Tracing 1 functions for \"send_one\"... Hit Ctrl-C to end.\n^C\n";
    const string Buckets = "     nsecs               : count     distribution\n         0 -> 1          : 0        |                    |\n";

    [TestCase(Tracing + "  send_one\n  run_all\n  worker_thread [mymod]\n    1000\n\n  send_one\n  other_caller\n    276\n\n  queue_one\n    45\n\nDetaching...\n", TestName = "stackcount")]
    [TestCase("  b'send_one'\n  b'[unknown]'\n    b'my app' [71]\n    1276\n\n  b'queue_one'\n    dd [72]\n    45\n", TestName = "stackcount by process")]
    [TestCase("  ffffffff812fd1e0 send_one\n  ffffffff812fd1e1 run_all\n              400560 main\n    1276\n\n  ffffffff812fd1e2 queue_one\n    45\n", TestName = "stackcount with addresses")]
    [TestCase("  send_one+0x0\n  run_all+0x10\n    --\n  __GI___read\n  std::basic_ios<char>::clear(int)\n    1276\n\n  queue_one\n    45\n", TestName = "stackcount with user stacks")]
    [TestCase("@[\n    send_one+0\n    run_all+24\n]: count 1276, average 3, total 3828\n@[\n    queue_one+0\n]: count 45, average 1, total 45\n", TestName = "bpftrace stats of stacks")]
    [TestCase("@us[\n    send_one+0\n    run_all+24\n]: \n[0]                 1000 |@@@@@@|\n[1]                  276 |@@|\n\n@us[\n    queue_one+0\n]: \n[0]                   45 |@@@@@@|\n", TestName = "bpftrace histograms of stacks")]
    [TestCase("@[dd, \n    send_one+0\n    run_all+24\n]: 1276\n@[cat, \n    queue_one+0\n]: 45\n", TestName = "bpftrace stacks after a task")]
    public void Of_a_stack_the_first_function_is_counted(string text)
    {
        Assert.That(Importing.Hits(text), Is.EqualTo("send_one=1276 queue_one=45"));
        Assert.That(Importing.Profile(text).Remarks, Has.Member("stacks are counted for the first function in each; if a timer took them (profile), they are samples and not calls"));
    }

    [Test]
    public void A_stack_of_unknown_functions_is_counted_as_left_out()
    {
        var file = Importing.Profile("  [unknown]\n  run_all\n    5\n\n  send_one\n    3\n");

        Assert.That(file.Profile.Functions.Single().Hits, Is.EqualTo(3));
        Assert.That(file.Remarks, Has.Member("stacks whose first function is not known, left out: 1"));
    }

    [Test]
    public void Names_that_are_indented_and_no_stack_are_a_list() =>
        Assert.That(Importing.Hits("  send_one\n  queue_one [mymod]\n"), Is.EqualTo("queue_one=1 send_one=1"));

    [Test]
    public void Histograms_of_each_function_are_added_up() => Assert.That(
        Importing.Hits($"Function = b'send_one'\n{Buckets}   2 -> 3   : 1000   |***|\n   4 -> 7   : 276   |*|\n\navg = 3 nsecs, total: 99 nsecs, count: 1276\n\nFunction = queue_one [71]\n{Buckets}   2 -> 3   : 45   |***|\n"),
        Is.EqualTo("send_one=1276 queue_one=45"));

    [TestCase(Tracing + Buckets)]
    [TestCase("[21:33:36]\nsend_one\n" + Buckets)]
    public void A_histogram_without_a_function_is_refused(string text) => Assert.That(
        Importing.Mistakes(text, asTrace: false), Does.Contain("error SIM248: this is a histogram that names no function\n").And.Contain("funclatency -F"));

    [TestCase("    schedule\n    io_schedule\n    -                cron (1234)\n        16\n")]
    [TestCase("    b'schedule'\n    [unknown]\n    swapper/0 (0)\n        123\n")]
    public void Stacks_of_tasks_are_refused(string text) => Assert.That(
        Importing.Mistakes(text, asTrace: false), Does.Match("^f:3:5: error SIM248: these are stacks of tasks, as offcputime and profile print them: their numbers are times or samples"));

    [TestCase("Tracing off-CPU time (us) of all threads by kernel stack... Hit Ctrl-C to end.\nschedule 12\n", "the output of offcputime, offwaketime or wakeuptime, which has times")]
    [TestCase("Sampling at 49 Hertz of all threads by kernel stack... Hit Ctrl-C to end.\n  schedule\n    12\n", "the output of bcc's profile, which has samples")]
    [TestCase("bash 3\nmount;[unknown];read;submit_bio 2\n", "a file of folded stacks, whose numbers may be samples, times or calls")]
    [TestCase("start_kernel_[k];my app;cpu_idle_[k] 79\n", "a file of folded stacks, whose numbers may be samples, times or calls")]
    [TestCase("# event histogram\n#\n# trigger info: hist:keys=stacktrace [active]\n#\n\n{ stacktrace:\n         kfree\n} hitcount:          1\n", "a histogram of a trace event (hist trigger), whose keys are values of the event")]
    [TestCase("{ call_site: [ffffffffa046e2ad] do_loop                                  } hitcount:          1\n", "a histogram of a trace event (hist trigger), whose keys are values of the event")]
    [TestCase("[21:33:36]\n__kmalloc(size_t size):u64:size\n\tCOUNT      EVENT\n\t3          size = 4096\n\t5          large\n", "the output of argdist, which counts values")]
    [TestCase("SYSCALL                   COUNT\nfutex                     24053\n", "the output of syscount, which counts system calls")]
    [TestCase(" correct incorrect  %        Function                  File              Line\n ------- ---------  -        --------                  ----              ----\n       0        1 100 pci_mmap_resource              pci-sysfs.c          1011\n", "the output of the kernel's branch profiler")]
    [TestCase("Tracing function calls slower than 1 ms... Ctrl+C to quit.\nCOMM           PID    LAT(ms)             RVAL FUNC\ncp             1234      1.02                0 vfs_read\n", "the output of funcslower, which has the slow calls alone")]
    public void Other_counts_are_named_and_refused(string text, string what) =>
        Assert.That(Importing.Mistakes(text, asTrace: false), Does.Contain($"error SIM248: this is {what}, not a function profile\n hint: ").And.Contain("Count calls with"));

    [Test]
    public void A_command_that_is_pasted_is_no_folded_stack() =>
        Assert.That(Importing.Hits("$ echo 1 > function_profile_enabled; sleep 10\nsend_one 3\n"), Is.EqualTo("send_one=3"));

    [TestCase("  p_vfs_read_0                                            42               0\n", 76, "0")]
    [TestCase("function0:  send_1  7  1\n", 24, "1")]
    public void A_time_without_a_unit_has_its_column(string text, int column, string time) =>
        Assert.That(Importing.Mistakes(text, asTrace: false), Does.Contain($":1:{column}: error SIM261: the time '{time}' has no unit, us\n").And.Contain("kprobe_profile"));

    [TestCase("@[send_1]: -1\n", 12)]
    [TestCase("  send_1  -1\n", 11)]
    public void A_count_that_is_none_has_its_column(string text, int column) =>
        Assert.That(Importing.Mistakes(text, asTrace: false), Does.Contain($":1:{column}: error SIM242: hits '-1' is not"));

    [Test]
    public void A_stack_of_perf_begins_in_ftrace() => Assert.That(
        Importing.Functions("dd 71 [000] 100.000002: ftrace:function: \n\tffff800008001234 arch_ftrace_ops_list_func+0x4 ([kernel.kallsyms])\n\tffff800008001234 ftrace_call+0x4 ([kernel.kallsyms])\n\tffff800008001234 send_one+0x4 ([kernel.kallsyms])\n\tffff800008001238 run_all+0x44 ([kernel.kallsyms])\n"),
        Is.EqualTo("send_one"));
}
