using Sim.Core.Runs;

namespace Sim.Tests.Scenarios.Import.Counts;

public sealed class CountFormatTests
{
    const string Heading = "  Function                               Hit    Time            Avg             s^2\n  --------                               ---    ----            ---             ---\n";

    [TestCase("==> trace_stat/function0 <==\n" + Heading + "  send_one                               1000    4791.163 us     15.864 us       659.733 us  \n  queue_one  45 1 us 1 us 1 us\n\n==> trace_stat/function1 <==\n" + Heading + "  send_one                               276    1000000 us     1 us       1 us  \n", TestName = "head and tail")]
    [TestCase("core: 0\n" + Heading + "  send_one  1000   1 us  1 us 1 us\ncore: 1\n" + Heading + "  send_one  276   1 us  1 us 1 us\n queue_one 45 1 us 1 us 1 us\n", TestName = "a loop with headings")]
    [TestCase("function0:  Function                               Hit\nfunction0:  --------                               ---\nfunction0:  send_one                              1000\nfunction1:  send_one                               276\nfunction1:  queue_one                               45\n", TestName = "grep")]
    [TestCase("trace_stat/function0:  send_one  1000   1 us  1 us 1 us\ntrace_stat/function12:  send_one  276   1 us  1 us 1 us\n/sys/kernel/tracing/trace_stat/function2:  queue_one 45 1 us 1 us 1 us\n", TestName = "grep with folders")]
    [TestCase("$ cat trace_stat/function*\n  Function  Hit\n  send_one  1276\n--- CPU 1 ---\n  Function  Hit\n  queue_one  45\nroot@board:~# \n", TestName = "pasted with the prompt")]
    [TestCase("Tracing \"s*\" for 1 seconds...\n\nFUNC                              COUNT\nqueue_one                            45\nsend_one                           1276\n\nEnding tracing...\n", TestName = "funccount of perf-tools")]
    [TestCase("Tracing 2 functions for \"b'*_one'\"... Hit Ctrl-C to end.\n^C\nFUNC                                    COUNT\nb'queue_one'                               45\nb'send_one'                              1276\nDetaching...\n", TestName = "funccount of bcc")]
    [TestCase("Tracing... Ctrl-C to end.\n^C\nADDR             FUNC                          COUNT\nffffffff811eff11 queue_one                        45\nffffffff811eff12 send_one                       1276\nDetaching...\n", TestName = "funccount of old bcc")]
    [TestCase("Attaching 2 probes...\n^C\n\n@[queue_one]: 45\n@[send_one]: 1276\n", TestName = "bpftrace")]
    [TestCase("Attached 2 probes\n^C@calls[kprobe:queue_one]: 45\n@calls[fentry:vmlinux:send_one]: 1276\n@start[71]: 1234567\n@: 17\n", TestName = "bpftrace with probes")]
    [TestCase("@[bash, queue_one]: 40\n@[dd, queue_one]: 5\n@[dd, send_one+4]: 1276\n", TestName = "bpftrace with several parts")]
    [TestCase("@[queue_one, bash]: 40\n@[queue_one, dd]: 5\n@[send_one, dd]: 1276\n", TestName = "bpftrace with the task last")]
    [TestCase("@[bash, queue_one]: 45\n@[dd, send_one]: 1276\n@t[71, 0]: 5\n", TestName = "bpftrace with the task first")]
    [TestCase("@[bash, kprobe:queue_one]: 45\n@[my_app, kprobe:send_one]: 1276\n", TestName = "bpftrace with a task and a probe")]
    [TestCase("@us[queue_one, dd]: \n[0]                   45 |@@@@@@@@@@|\n\n@us[send_one, dd]: \n[2, 4)              1276 |@@@@@@@@@@|\n", TestName = "bpftrace histograms by task")]
    [TestCase("@[queue_one, 71]: 45\n@[send_one, 71]: 1000\n@[send_one, 72]: 276\n", TestName = "bpftrace with a number last")]
    [TestCase("function0:  send_one                              1000\nfunction0-  queue_one                               40\n--\nfunction1-  send_one                               276\nfunction1:  queue_one                                5\n", TestName = "grep with context")]
    [TestCase("@[queue_one]: count 45, average 10, total 450\n@[send_one]: count 1276, average 1, total 1276\n", TestName = "bpftrace stats")]
    [TestCase("@us[queue_one]: \n[0]                   40 |@@@@@@@@@@|\n[1]                    5 |@         |\n\n@us[send_one]: \n[2, 4)              1000 |@@@@@@@@@@|\n[4, 8)               276 |@@        |\n", TestName = "bpftrace histograms")]
    [TestCase("@[\n    queue_one+0\n    run_all+24\n    el0_svc+8\n]: 45\n@[\n    send_one+0\n    run_all+24\n]: 1276\n", TestName = "bpftrace stacks")]
    [TestCase("# Total (us)   Avg (us)   Max (us)      Count   Function\n      45.000      1.000      2.000         45   queue_one\n    1276.000      1.000      2.000       1276   send_one [mymod]\n", TestName = "perf ftrace profile")]
    [TestCase("@[(send_one, 3)]: 1276\n@[(queue_one, 4)]: 45\n", TestName = "bpftrace with tuples")]
    [TestCase("   1276 send_one\n     45 queue_one\n   1321 total\n", TestName = "uniq -c with a total")]
    [TestCase("   1276 send_one\n     45 queue_one\n", TestName = "uniq -c")]
    [TestCase("send_one [mymod] 1276\nqueue_one\t45\n", TestName = "names and numbers")]
    [TestCase("function,hits\nsend_one [mymod],1276\nqueue_one,45\n", TestName = "CSV")]
    [TestCase("\"function\",\"hits\"\n\"send_one\",1276\n\"queue_one\",\"45\"\n", TestName = "CSV of a spreadsheet")]
    public void Counts_are_read_from(string text) => Assert.That(Importing.Hits(text), Is.EqualTo("send_one=1276 queue_one=45"));

    [TestCase("@[schedule, bash]: 45\n")]
    [TestCase("@[send_one, my_app]: 45\n@[queue_one, my_app]: 5\n")]
    public void Of_two_parts_that_may_be_a_function_none_is_taken(string text) => Assert.That(Importing.Mistakes(text, asTrace: false), Does.Contain(
        ":1:3: error SIM242: which part of the key is the function cannot be told").And.Contain("hint: Count with the function alone as the key: @[func] = count()."));

    [TestCase("@c[bash]: 12\n@c[kworker/0:1]: 3\n@c[sshd]: 5\n")]
    [TestCase("@[swapper/0]: 5\n@[bash]: 12\n")]
    public void Keys_that_are_tasks_are_refused(string text) => Assert.That(Importing.Mistakes(text, asTrace: false), Does.Contain(
        ": error SIM242: the keys of this map are tasks, not functions\n").And.Contain("\n hint: Count with the function as the key: @[func] = count()."));

    [Test]
    public void Keys_that_may_be_tasks_are_said()
    {
        Assert.That(Importing.Hits("@c[bash]: 12\n@c[sshd]: 5\n"), Is.EqualTo("bash=12 sshd=5"));
        Assert.That(Importing.Profile("@c[bash]: 12\n@c[sshd]: 5\n").Remarks.Single(), Does.StartWith("keys such as 'bash' are taken for functions; if they are tasks"));
        Assert.That(Importing.Profile("@c[schedule]: 12\n@c[vfs_read]: 5\n").Remarks, Is.Empty);
        Assert.That(Importing.Profile("@c[kprobe:schedule]: 12\n").Remarks, Is.Empty);
    }

    [Test]
    public void A_map_that_is_printed_twice_is_said() =>
        Assert.That(Importing.Profile("@c[vfs_read]: 5\n\n@c[vfs_read]: 7\n").Remarks.Single(), Does.StartWith("maps are printed more than once: their counts are added up, which is wrong unless"));

    [Test]
    public void A_long_foreign_line_is_counted_and_not_read() =>
        Assert.That(Importing.Profile($"send_one 3\n{new string('x', 5000)} 7\nqueue_one 2\n").Remarks.Single(), Does.StartWith("a line that has no function with its hits, left out: line 2, 'xxxx"));

    [Test]
    public void A_symbol_that_is_there_twice_is_said() =>
        Assert.That(Importing.Profile("ffff800080010000 t probe_one\nffff800080010040 t probe_one\nffff800080010080 T send_one\n").Remarks,
            Has.Some.EqualTo("symbols whose name is in the list already, taken for the same function: 1, the first is 'probe_one'"));

    [TestCase("send_one\nqueue_one [mymod]\nsend_one\n", TestName = "available_filter_functions")]
    [TestCase("ffff800080010000 send_one\nffff800080010040 queue_one [mymod]\n__ftrace_invalid_address___64\n", TestName = "available_filter_functions_addrs")]
    [TestCase("send_one (1) R I     \ttramp: 0xffffffffc0002000 (function_trace_call+0x0/0x100) ->ftrace_regs_caller+0x0/0x80\nqueue_one [mymod] (2)            O M     \n", TestName = "enabled_functions")]
    [TestCase("0000000000000000 A _kernel_size_le_hi32\n0000000000000000 T send_one\n0000000000000000 t queue_one\t[mymod]\n0000000000000000 d some_data\n0000000000000000 t __kvm_nvhe_send\n", TestName = "kallsyms of who may not see addresses")]
    [TestCase("ffff800080010000 T send_one\nffff800080010000 t $x\nffff800080010040 W queue_one\nffff800080020000 D some_data\n", TestName = "System.map")]
    public void A_list_of_functions_is_a_population(string text)
    {
        Assert.That(Importing.Hits(text), Is.EqualTo("queue_one=1 send_one=1"));
        Assert.That(Importing.Profile(text).Remarks, Has.Some.EqualTo("a list of 2 functions without counts: each has 1 hit"));
    }

    const string Cut = "my_driver_queue_expose_toleran";

    [Test]
    public void Functions_that_share_a_cut_name_are_kept_apart()
    {
        var text = $"{Heading}  {Cut}        5000    900.000 us      0.180 us        0.010 us\n  {Cut}           3    2.100 us        0.700 us        0.001 us\n  short_one  10  1.000 us 0.100 us 0.001 us\n";

        Assert.That(Importing.Hits(text), Is.EqualTo($"{Cut}=5000 short_one=10 {Cut}..2=3"));
        Assert.That(Importing.Profile(text).Remarks, Is.EqualTo(new[]
        {
            $"names of 30 characters, where trace_stat cuts them: 1 ({Cut}); a filter with the full name matches",
            $"cut names that several functions share, kept apart as NAME..2: {Cut}",
        }));
        Assert.That(Importing.Hits(text + text.Replace("5000", "6000", StringComparison.Ordinal)), Is.EqualTo($"{Cut}=11000 short_one=20 {Cut}..2=6"));
        Assert.That(Importing.Hits(Importing.Profile(text).Csv()), Is.EqualTo(Importing.Hits(text)));
    }

    [TestCase($"{Cut}ce_set", Cut, true, true)]
    [TestCase($"{Cut}ce_set", $"{Cut}..2", true, true)]
    [TestCase($"{Cut}*", Cut, true, true)]
    [TestCase($"{Cut}ce_set", Cut, false, false)]
    [TestCase("my_driver_queue_expose_other_set", Cut, true, false)]
    [TestCase("*_set", Cut, true, false)]
    [TestCase($"short {Cut}ce_*", Cut, true, true)]
    [TestCase("short_one_and_more", "short_one", true, false)]
    public void A_filter_matches_a_cut_name_if_it_begins_with_all_of_it(string patterns, string function, bool cut, bool matches) =>
        Assert.That(new FunctionFilter(patterns, 1).Names(function, cut), Is.EqualTo(matches));

    [Test]
    public void Names_are_cut_only_where_the_longest_are_30_characters_long()
    {
        Assert.That(Importing.Profile($"{Cut} 3\nshort_one 2").Profile.NamesMayBeCut, Is.True);
        Assert.That(Importing.Profile($"{Cut} 3\n{Cut}x 2").Profile.NamesMayBeCut, Is.False);
        Assert.That(Importing.Profile("short_one 2").Profile.NamesMayBeCut, Is.False);
    }

    [Test]
    public void The_same_name_in_several_modules_is_added_up_and_said()
    {
        Assert.That(Importing.Hits("probe [a] 3\nprobe [b] 4\n"), Is.EqualTo("probe=7"));
        Assert.That(Importing.Profile("probe [a] 3\nprobe [b] 4\n").Remarks, Is.EqualTo(new[] { "functions of the same name in several modules, added up: 1" }));
    }

    [Test]
    public void Which_of_several_maps_counts_calls_the_user_says() =>
        Assert.That(Importing.Mistakes("@calls[f]: 3\n@bytes[f]: 4096\n", asTrace: false), Is.EqualTo(
            "f:2:1: error SIM249: the file has several maps with functions, '@calls' and '@bytes'\n 2 | @bytes[f]: 4096\n   | ^^^^^^\n hint: Leave the one that counts calls."));
}
