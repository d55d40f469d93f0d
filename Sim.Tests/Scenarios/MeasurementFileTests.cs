using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Scenarios.Measurements;

namespace Sim.Tests.Scenarios;

public sealed class MeasurementFileTests
{
    const string Header =
        "source,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,metric,value,role,tolerance_percent,note\n";

    const string Row = "me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12.5,validation,10,\"a, b\"\n";

    [Test]
    public void A_row_reads_as_it_is_written()
    {
        using var folder = new TemporaryFolder();

        var file = MeasurementFile.Read(folder.Write("m.csv", Header + Row), [])!;

        Assert.That(file.Rows, Is.EqualTo(new[]
        {
            new Measurement
            {
                Source = "me",
                Core = "any",
                Kernel = "linux-6.1-debian",
                Strategy = "list_func",
                Tracer = "nop",
                RelevantTracers = 1,
                IrrelevantTracers = 2,
                OpsFlags = OpsFlags.Rcu,
                Calls = 1_000,
                Metric = "overhead_ns",
                Value = 12.5,
                Role = MeasurementRole.Validation,
                TolerancePercent = 10,
                Note = "a, b",
                At = new SourceSpan(folder.PathOf("m.csv"), 2),
            },
        }));
        Assert.That(file.Cores["any"].Name, Is.EqualTo(MeasurementFile.DefaultCore));
    }

    [TestCase("scenario,cell,core,kernel\na,0,b,c\n", "the results of sim run", "Measurements go to sim validate and sim calibrate; results are for spreadsheets and sim compare.")]
    [TestCase("function,hits\nf,1\n", "a function profile of Sim", "Use: sim import function-profile FILE.")]
    [TestCase("[   10.000000] ftrace_ops: registering:\n", "a log of the kernel's ftrace-ops sample", "Use: sim import ftrace-ops FILE.")]
    [TestCase("# q\nschema: sim/scenario/1\n", "a scenario of Sim", "Use: sim run FILE.")]
    public void A_file_of_another_kind_is_named_once(string text, string what, string use)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        Assert.That(MeasurementFile.Read(folder.Write("m.csv", text), bag), Is.Null);
        Assert.That(folder.Show(bag), Is.EqualTo($"m.csv: error SIM248: this is {what}, not a measurement file\n hint: {use}"));
    }

    [TestCase("", "", """
        m.csv: error SIM151: the file is empty
         hint: The first line names the columns: source,core,kernel,strategy,tracer,relevant_tracers,irrelevant_tracers,ops_flags,calls,metric,value,role,tolerance_percent.
        """)]
    [TestCase("any", "neoverse-n3", """
        m.csv:2:4: error SIM102: unknown core 'neoverse-n3'
         2 | me,neoverse-n3,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12.5,validation,10,"a, b"
           |    ^^^^^^^^^^^
         hint: did you mean 'neoverse-n1'? Known: ampereone, apple-m1-firestorm, apple-m1-icestorm, apple-m4, cortex-a53, cortex-a55, cortex-a57, cortex-a710, cortex-a715, cortex-a72, cortex-a720, cortex-a76, cortex-a78, cortex-x1, cortex-x2, cortex-x3, cortex-x4, neoverse-n1, neoverse-n2, neoverse-v1, neoverse-v2, neoverse-v3, oryon, taishan-v110. A file of your own needs its extension: my.yaml.
        """)]
    [TestCase("linux-6.1-debian", "linux-6.0-debian", """
        m.csv:2:8: error SIM102: unknown kernel 'linux-6.0-debian'
         2 | me,any,linux-6.0-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12.5,validation,10,"a, b"
           |        ^^^^^^^^^^^^^^^^
         hint: did you mean 'linux-6.1-debian'? Known: hypothetical-dynamic-trampolines, hypothetical-dynamic-trampolines-kaslr, linux-5.4-mcount, linux-5.4-mcount-static, linux-6.1-debian, linux-6.1-debian-kaslr, linux-6.12-debian, linux-6.12-debian-kaslr, linux-6.12-no-ftrace, linux-6.2-args, linux-6.3-call-ops, linux-6.3-cfi, linux-6.3-os-gcc. A file of your own needs its extension: my.yaml.
        """)]
    [TestCase("list_func", "list", """
        m.csv:2:25: error SIM102: unknown strategy 'list'
         2 | me,any,linux-6.1-debian,list,nop,1,2,rcu,1000,overhead_ns,12.5,validation,10,"a, b"
           |                         ^^^^
         hint: Known: MECHANISMS.
        """)]
    [TestCase("nop", "nopp", """
        m.csv:2:35: error SIM102: unknown tracer 'nopp'
         2 | me,any,linux-6.1-debian,list_func,nopp,1,2,rcu,1000,overhead_ns,12.5,validation,10,"a, b"
           |                                   ^^^^
         hint: did you mean 'nop'? Known: TRACERS.
        """)]
    [TestCase("nop,1", "nop,-1", """
        m.csv:2:39: error SIM153: relevant_tracers '-1' is not a whole number from 0 to 10,000
         2 | me,any,linux-6.1-debian,list_func,nop,-1,2,rcu,1000,overhead_ns,12.5,validation,10,"a, b"
           |                                       ^^
        """)]
    [TestCase("rcu", "rcu+recursion", """
        m.csv:2:43: error SIM102: unknown ops_flags 'rcu+recursion'
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu+recursion,1000,overhead_ns,12.5,validation,10,"a, b"
           |                                           ^^^^^^^^^^^^^
         hint: did you mean 'recursion'? Known: none, rcu, recursion, save_regs.
        """)]
    [TestCase("1000", "1e3", """
        m.csv:2:47: error SIM153: calls '1e3' is not a whole number from 1 to 1,000,000,000
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1e3,overhead_ns,12.5,validation,10,"a, b"
           |                                               ^^^
        """)]
    [TestCase("overhead_ns", "overhead", """
        m.csv:2:52: error SIM102: unknown metric 'overhead'
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead,12.5,validation,10,"a, b"
           |                                                    ^^^^^^^^
         hint: did you mean 'overhead_ns'? Known: added_instructions_per_call, attach_ns, branch_mispredicts_per_call, calls_direct_share, calls_list_share, calls_per_second, calls_untraced_share, calls_veneer_share, cycles_per_call, dtlb_misses_per_call, forwarding_failures_per_call, instructions_per_call, ipc, itlb_misses_per_call, l1d_misses_per_call, l1i_misses_per_call, l2_misses_per_call, others_ns, overhead_ns, per_call_ns, queue_longest, response_added_ns, response_longest_ns, response_mean_ns, response_median_ns, response_p99_ns, total_ns, utilisation_percent, wait_mean_ns.
        """)]
    [TestCase("12.5", "12,5", """
        m.csv:2: error SIM152: this record has 15 fields; the header has 14
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12,5,validation,10,"a, b"
        """)]
    [TestCase("12.5", "NaN", """
        m.csv:2:64: error SIM153: value 'NaN' is not a number
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,NaN,validation,10,"a, b"
           |                                                                ^^^
        """)]
    [TestCase("validation", "valid", """
        m.csv:2:69: error SIM102: unknown role 'valid'
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12.5,valid,10,"a, b"
           |                                                                     ^^^^^
         hint: Known: calibration, context, validation.
        """)]
    [TestCase("validation,10", "validation,", """
        m.csv:2:80: error SIM153: a validation row needs its tolerance_percent
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12.5,validation,,"a, b"
           |                                                                                ^
        """)]
    [TestCase("\"a, b\"", "\"a", """
        m.csv:2: error SIM150: not CSV: Malformed CSV in record 2 (line 2): a quoted field that is never closed (byte offset 213).
         2 | me,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12.5,validation,10,"a
        """)]
    [TestCase("me,", ",", """
        m.csv:2:1: error SIM153: source is empty
         2 | ,any,linux-6.1-debian,list_func,nop,1,2,rcu,1000,overhead_ns,12.5,validation,10,"a, b"
           | ^
        """)]
    public void A_mistake_in_a_row_is_shown_where_it_stands(string old, string replacement, string expected)
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();
        var text = old.Length == 0 ? "" : Header + Row.Replace(old, replacement, StringComparison.Ordinal);

        MeasurementFile.Read(folder.Write("m.csv", text), bag);

        Assert.That(folder.Show(bag), Is.EqualTo(KnownNames.In(expected)));
    }

    [Test]
    public void Columns_may_come_in_any_order_and_a_missing_note_is_no_mistake()
    {
        using var folder = new TemporaryFolder();
        var header = string.Join(',', Header.Trim().Split(',').Take(13).Reverse());
        var row = string.Join(',', Row.Split(',').Take(13).Reverse());

        var file = MeasurementFile.Read(folder.Write("m.csv", $"{header}\r\n{row}\r\n"), [])!;

        Assert.That(file.Rows.Single().Value, Is.EqualTo(12.5));
        Assert.That(file.Rows.Single().Note, Is.Empty);
    }

    [Test]
    public void A_header_names_each_column_once()
    {
        using var folder = new TemporaryFolder();
        var bag = new DiagnosticBag();

        MeasurementFile.Read(folder.Write("m.csv", "source,core,kernal,core,strategy,tracer,calls,metric,value,role\n"), bag);

        Assert.That(folder.Show(bag), Is.EqualTo("""
            m.csv:1:13: error SIM151: unknown column 'kernal'
             1 | source,core,kernal,core,strategy,tracer,calls,metric,value,role
               |             ^^^^^^
             hint: did you mean 'kernel'? Known: calls, core, irrelevant_tracers, kernel, metric, note, ops_flags, relevant_tracers, role, source, strategy, tolerance_percent, tracer, value.
            m.csv:1:20: error SIM151: column 'core' is given twice
             1 | source,core,kernal,core,strategy,tracer,calls,metric,value,role
               |                    ^^^^
            m.csv:1: error SIM151: missing column: kernel, relevant_tracers, irrelevant_tracers, ops_flags, tolerance_percent
             1 | source,core,kernal,core,strategy,tracer,calls,metric,value,role
            """));
    }

    [Test]
    public void A_context_row_may_name_what_Sim_does_not_know()
    {
        using var folder = new TemporaryFolder();
        var row = "me,cortex-a99,linux-7.9,none,mine,1,2,none,1000,score,12.5,context,,\n";

        Assert.That(MeasurementFile.Read(folder.Write("m.csv", Header + row), [])!.Rows.Single().Metric, Is.EqualTo("score"));
    }
}
