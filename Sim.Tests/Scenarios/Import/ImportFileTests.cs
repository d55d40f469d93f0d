using System.Text;
using CsCheck;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Import.Calls;
using Sim.Scenarios.Import.Counts;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Measurements;
using Sim.Tests.House;

namespace Sim.Tests.Scenarios.Import;

public sealed class ImportFileTests
{
    const string TraceStat = """
          Function                               Hit    Time            Avg             s^2
          --------                               ---    ----            ---             ---
          schedule                              2294    1994458706 us     86931.02 us     1.2 us
          __cond_resched                       26534    12 us     0.01 us     0.000 us
          foo.constprop.0                          1    1 us     1.00 us     0.000 us
          never                                    0    0 us     0.00 us     0.000 us
        """;

    [TestCase("  Function                               Hit\n  --------                               ---\n  schedule                              2294\n  __cond_resched  26534\n  foo.constprop.0 1\n")]
    [TestCase("function,hits\nschedule,2294\n__cond_resched,26534\nfoo.constprop.0,1\n")]
    [TestCase("rank,function,hits,share\r\n1,__cond_resched,26534,0.9\r\n2,schedule,2294,0.1\r\n3,foo.constprop.0,1,0\r\n")]
    [TestCase("# mine\nschedule,2000\n__cond_resched,26534\nfoo.constprop.0,1\n\nschedule,294")]
    public void A_profile_is_read_in_each_of_its_forms_and_summed_up(string text)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        var profile = FunctionProfileFile.Read(ImportSource.File(folder.Write("p", text)), bag)?.Profile;

        Assert.That(bag, Is.Empty);
        Assert.That(FunctionProfileFile.Write(profile!), Is.EqualTo("function,hits\n__cond_resched,26534\nschedule,2294\nfoo.constprop.0,1\n"));
    }

    [TestCase(TraceStat)]
    [TestCase("function,hits,time_us\nschedule,2294,1994458706\n__cond_resched,26534,12\nfoo.constprop.0,1,1\n")]
    [TestCase("function,hits,total_us_instrumented,avg_us_instrumented\nschedule,2000,994458706.0,9\nschedule,294,1000000000.000,9\n__cond_resched,26534,12,1\nfoo.constprop.0,1,1,1\n")]
    public void Times_are_read_and_summed_up_where_the_profile_has_them(string text)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        var profile = FunctionProfileFile.Read(ImportSource.File(folder.Write("p", text)), bag)?.Profile;

        Assert.That(bag, Is.Empty);
        Assert.That(FunctionProfileFile.Write(profile!), Is.EqualTo("function,hits,time_us\n__cond_resched,26534,12\nschedule,2294,1994458706\nfoo.constprop.0,1,1\n"));
        Assert.That(FunctionProfileFile.Write(FunctionProfileFile.Read(ImportSource.File(folder.Write("q", FunctionProfileFile.Write(profile!))), bag)!.Profile), Is.EqualTo(FunctionProfileFile.Write(profile!)));
    }

    [TestCase("schedule 22 19", "p:1:13: error SIM261: the time '19' has no unit, us\n 1 | schedule 22 19\n   |             ^^\n hint: In kprobe_profile, which counts probes and not functions, it is how often the probe was missed.")]
    [TestCase("schedule 22 1e9 us", "p:1:13: error SIM261: the time '1e9' is not a number of microseconds up to 1,000,000,000,000,000\n 1 | schedule 22 1e9 us\n   |             ^^^")]
    [TestCase("schedule 22 -5 us", "p:1:13: error SIM261: the time '-5' is not a number of microseconds up to 1,000,000,000,000,000\n 1 | schedule 22 -5 us\n   |             ^^")]
    [TestCase("schedule 22 9999999999999999 us", "p:1:13: error SIM261: the time '9999999999999999' is not a number of microseconds up to 1,000,000,000,000,000\n 1 | schedule 22 9999999999999999 us\n   |             ^^^^^^^^^^^^^^^^")]
    [TestCase("schedule 22 19 us\nfoo 3", "p:2:1: error SIM261: this function has no time, others have\n 2 | foo 3\n   | ^^^^^")]
    [TestCase("foo 3\nschedule 22 19 us", "p:2:1: error SIM261: this function has a time, others have none\n 2 | schedule 22 19 us\n   | ^^^^^^^^^^^^^^^^^")]
    [TestCase("function,hits,time_us\nfoo,3,", "p:2:7: error SIM261: the time '' is not a number of microseconds up to 1,000,000,000,000,000\n 2 | foo,3,\n   |       ^")]
    [TestCase("function,hits,time_us\nfoo,3", "p:2:1: error SIM242: no function with its hits: 'foo,3'\n 2 | foo,3\n   | ^^^^^")]
    [TestCase("a b,3", "p:1:1: error SIM242: 'a b' is not the name of a function\n 1 | a b,3\n   | ^^^")]
    [TestCase("schedule,1\nfoo, -3", "p:2:6: error SIM242: hits '-3' is not a whole number up to 1,000,000,000,000,000\n 2 | foo, -3\n   |      ^^")]
    [TestCase("schedule,99999999999999999999", "p:1:10: error SIM242: hits '99999999999999999999' is not a whole number up to 1,000,000,000,000,000\n 1 | schedule,99999999999999999999\n   |          ^^^^^^^^^^^^^^^^^^^^")]
    [TestCase("schedule 99999999999999999999", "p:1:10: error SIM242: hits '99999999999999999999' is not a whole number up to 1,000,000,000,000,000\n 1 | schedule 99999999999999999999\n   |          ^^^^^^^^^^^^^^^^^^^^")]
    [TestCase("what is this", "p:1:1: error SIM245: the file names no function that was called\n 1 | what is this\n   | ^^^^^^^^^^^^\n hint: Lines look like this: schedule,22943.")]
    [TestCase("", "p: error SIM245: the file names no function that was called\n hint: Lines look like this: schedule,22943.")]
    [TestCase("schedule,1\n\0", "p:2: error SIM103: the file has a NUL byte: this is not text")]
    public void A_wrong_profile_is_refused_at_its_line(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        var profile = FunctionProfileFile.Read(ImportSource.File(folder.Write("p", text)), bag);

        Assert.That(profile, Is.Null);
        Assert.That(folder.Show(bag), Is.EqualTo(expected));
    }

    [TestCase("schedule 1\n\u00ff 2\nfoo 1\n", 2)]
    [TestCase("schedule 1\nfoo 1\n\u00c3", 3)]
    [TestCase("schedule 1\n\u00ef\u00bf\u00bf 1\nfoo 1\n", 2)]
    public void A_line_with_bytes_that_are_no_text_is_left_out_and_said(string latin, int line)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("p"), Encoding.Latin1.GetBytes(latin));

        var file = FunctionProfileFile.Read(ImportSource.File(folder.PathOf("p")), [])!;

        Assert.That(FunctionProfileFile.Write(file.Profile), Is.EqualTo("function,hits\nfoo,1\nschedule,1\n"));
        Assert.That(file.Remarks.Single(), Does.StartWith(FormattableString.Invariant($"a line that has no function with its hits, left out: line {line}, ")));
    }

    [TestCase(" caf\xe9-1 [001] ..... 40.000010: step_one <-run_all\n")]
    [TestCase(" Web Conten\xe2\x80-1 [001] ..... 40.000010: step_one <-run_all\n")]
    public void A_task_may_have_any_bytes_in_its_name(string latin)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("t"), Encoding.Latin1.GetBytes(latin));

        Assert.That(TraceFile.Read(ImportSource.File(folder.PathOf("t")), null, [])!.Csv(), Is.EqualTo("time_us,function\n40000010,step_one\n"));
    }

    [TestCase("\u00ff\u00fea\0b\0")]
    [TestCase("\u00fe\u00ff\0a\0b")]
    public void Text_in_UTF_16_is_named(string latin)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("t"), Encoding.Latin1.GetBytes(latin));
        var (trace, text) = (new DiagnosticBag(), new DiagnosticBag());

        TraceFile.Read(ImportSource.File(folder.PathOf("t")), null, trace);
        MeasurementFile.Read(folder.PathOf("t"), text);

        Assert.That(folder.Show(trace), Is.EqualTo("t: error SIM248: this is text in UTF-16\n hint: Use 'iconv -f UTF-16 -t UTF-8 FILE | sim ... -'."));
        Assert.That(folder.Show(text), Is.EqualTo(folder.Show(trace)));
    }

    [Test]
    public void A_recorded_trace_is_read_whole()
    {
        var bag = new DiagnosticBag();

        var trace = TraceFile.Read(ImportSource.File(Path.Combine(Repository.Root, "scenarios", "workloads", "debian-6.12-find.trace")), null, bag)?.Trace;

        Assert.That(bag, Is.Empty);
        Assert.That(trace!.Calls, Has.Count.EqualTo(388));
        Assert.That(trace.Functions[trace.Calls[0].Function], Is.EqualTo("dput"));
        Assert.That(trace.Calls[0].TimeUs, Is.EqualTo(9_356_015).Within(0.001));
    }

    [TestCase("CPU:1 [LOST 12 EVENTS]\n a b-1 [000] d.h1.    1.5: foo <-bar", 12)]
    [TestCase("time_us,function\n1500000,foo\n", 0)]
    [TestCase("    <idle>-0     [003] d..2.     1.5: foo\n", 0)]
    public void A_trace_is_read_in_each_of_its_forms(string text, long lost)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        var trace = TraceFile.Read(ImportSource.File(folder.Write("t", text)), null, bag)?.Trace;

        Assert.That(bag, Is.Empty);
        Assert.That(trace!.LostEvents, Is.EqualTo(lost));
        Assert.That(new TraceFile(trace, []).Csv(), Is.EqualTo("time_us,function\n1500000,foo\n"));
    }

    [TestCase("time_us,function\n1.5,dput\nx,dput", "t:3:1: error SIM243: the time 'x' is not a number of microseconds\n 3 | x,dput\n   | ^")]
    [TestCase("time_us,function\n1.5,d put", "t:2:5: error SIM243: 'd put' is not the name of a function\n 2 | 1.5,d put\n   |     ^^^^^")]
    [TestCase("time_us,function,cpu\n1.5,dput,a", "t:2:10: error SIM243: 'a' is not the number of a CPU\n 2 | 1.5,dput,a\n   |          ^")]
    [TestCase("  find-439 [000] ..... x: dput <-path_put", "t:1:3: error SIM245: the file has no call of a function\n 1 |   find-439 [000] ..... x: dput <-path_put\n   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n hint: Lines look like this: find-439 [000] ..... 9.356015: dput <-path_put")]
    [TestCase(" a-1 [000] ..... 9.3: sched_switch: a", "t: error SIM245: the file has no call of a function: its events are 1 sched_switch\n hint: Lines look like this: find-439 [000] ..... 9.356015: dput <-path_put")]
    [TestCase("", "t: error SIM245: the file has no call of a function\n hint: Lines look like this: find-439 [000] ..... 9.356015: dput <-path_put")]
    public void A_wrong_trace_is_refused_at_its_line(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        var trace = TraceFile.Read(ImportSource.File(folder.Write("t", text)), null, bag);

        Assert.That(trace, Is.Null);
        Assert.That(folder.Show(bag), Is.EqualTo(expected));
    }

    [Test]
    public void Whatever_bytes_a_file_has_it_is_read_or_refused_with_a_line()
    {
        var good = Encoding.UTF8.GetBytes("  schedule   2294  19 us 8 us 1 us\nfind-439 [000] ..... 9.356015: dput <-path_put\nfoo,3\n");
        Gen.Select(Gen.Int[0, 8], Gen.Byte.Array[0, 40], Gen.Int[0, good.Length]).Sample((copies, garbage, cut) =>
        {
            using var folder = new TemporaryFolder();
            byte[] bytes = [.. Enumerable.Repeat(good, copies).SelectMany(part => part), .. garbage, .. good[..cut]];
            File.WriteAllBytes(folder.PathOf("f"), bytes);
            var (bag, other) = (new DiagnosticBag(), new DiagnosticBag());

            var (profile, trace) = (FunctionProfileFile.Read(ImportSource.File(folder.PathOf("f")), bag), TraceFile.Read(ImportSource.File(folder.PathOf("f")), null, other));

            return (profile is null) == bag.HasErrors && (trace is null) == other.HasErrors && bag.Count <= 21 && other.Count <= 21;
        });
    }

    [Test]
    public void A_huge_file_takes_little_memory()
    {
        using var folder = new TemporaryFolder();
        var endless = folder.Write("endless", new string('x', 50_000_000));
        using (var writer = new StreamWriter(folder.PathOf("long")))
        {
            for (var i = 0; i < 2_000_000; i++)
                writer.Write($"function_{i % 500},1\n");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var bag = new DiagnosticBag();
        Assert.That(FunctionProfileFile.Read(ImportSource.File(endless), bag), Is.Null);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(2_000_000));
        Assert.That(folder.Show(bag), Does.StartWith("endless:1:1: error SIM245: the file names no function that was called"));

        GC.Collect();
        var live = GC.GetTotalMemory(forceFullCollection: true);
        var profile = FunctionProfileFile.Read(ImportSource.File(folder.PathOf("long")), new DiagnosticBag())?.Profile;
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - live, Is.LessThan(5_000_000));
        Assert.That(profile!.Functions.Sum(function => function.Hits), Is.EqualTo(2_000_000));
    }

    [Test]
    public void More_functions_than_a_kernel_has_are_refused()
    {
        using var folder = new TemporaryFolder();
        var text = string.Concat(Enumerable.Range(0, FunctionProfile.MaxFunctions + 30).Select(i => $"f{i},1\n"));
        var bag = new DiagnosticBag();

        Assert.That(FunctionProfileFile.Read(ImportSource.File(folder.Write("p", text)), bag), Is.Null);
        Assert.That(bag.First().ToString(), Does.Contain(":500001:1: error SIM244: more than 500,000 functions"));
        Assert.That(bag.Count, Is.EqualTo(20));
    }
}
