using System.Globalization;
using Sim.Cli;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Core.Loads.Captured;
using Sim.Core.Machine.Cpu;
using Sim.Scenarios.Captures;

namespace Sim.Tests.Scenarios.Captures;

public sealed class CaptureTests
{
    [Test]
    public void A_call_executes_the_words_of_the_image()
    {
        using var opened = Open(new(new()));

        var (capture, run) = Capturing.Of(opened.Open.Image, new("traced_function", Calls: 8));

        Assert.That(run.First.Select(instruction => instruction.Address), Is.EqualTo(opened.Kernel.FirstCall));
        Assert.That(run.Lengths, Is.EqualTo(Lengths(8)));
        Assert.That(run.LastNewPage, Is.EqualTo(4));
        Assert.That(capture.Function, Is.EqualTo("traced_function"));
        Assert.That(capture.Pages.Select(page => page.Key), Has.Member(opened.Kernel.Fourth));
    }

    [TestCase(4096, 48, 0UL)]
    [TestCase(4096, 39, 0x7654_0000UL)]
    [TestCase(65536, 52, 0x7654_0000UL)]
    [TestCase(16384, 47, 0UL)]
    public void Pages_of_any_size_and_KASLR_change_nothing(int pageBytes, int bits, ulong kaslr)
    {
        using var opened = Open(new(new(pageBytes, bits, kaslr: kaslr)));

        Assert.That(Capturing.Of(opened.Open.Image, new("traced_function", Calls: 8)).Run.Lengths, Is.EqualTo(Lengths(8)));
    }

    [Test]
    public void A_host_of_virtual_machines_runs_at_EL2()
    {
        using var opened = Open(new(new(), isHost: true));

        var (capture, run) = Capturing.Of(opened.Open.Image, new("traced_function", Calls: 8));

        Assert.That(capture.Context.Level, Is.EqualTo(ExceptionLevel.El2));
        Assert.That(run.Lengths, Is.EqualTo(Lengths(8)));
    }

    [Test]
    public void Another_CPU_has_its_own_data()
    {
        var kernel = new TracedKernel(new());
        kernel.Kernel.Write(kernel.Areas[1] + 32, BitConverter.GetBytes(2UL));
        using var opened = Open(kernel);

        var run = Capturing.Of(opened.Open.Image, new("traced_function", Cpu: 1, Calls: 3)).Run;

        Assert.That(run.Lengths, Is.EqualTo([TracedKernel.Instructions, TracedKernel.Instructions + TracedKernel.MoreInFourth, TracedKernel.Instructions]));
    }

    [Test]
    public void A_body_that_returns_at_once_leaves_what_tracing_adds()
    {
        using var opened = Open(new(new()));

        var run = Capturing.Of(opened.Open.Image, new("traced_function", Calls: 1, ReturnsAtOnce: true)).Run;

        Assert.That(run.Lengths, Is.EqualTo([TracedKernel.Instructions - 2]));
    }

    [Test]
    public void The_call_that_a_CPU_was_in_goes_on_with_its_registers()
    {
        var kernel = new TracedKernel(new());
        var stack = kernel.Kernel.Add(new byte[64]);
        var x = new ulong[31];
        x[30] = kernel.Image.Symbols["untraced_function"];
        var registers = new CpuRegisters(x, stack + 48, kernel.Image.Symbols["traced_function"], 0x8000_0005);
        kernel.Kernel.Finish();
        var image = KernelImage.Of(new(new PagesOf(kernel.Kernel)), null, null, null, [registers]);

        var (capture, run) = Capturing.Of(image, new(null, Calls: 4));

        Assert.That(run.Lengths, Is.EqualTo(Lengths(4)));
        Assert.That(capture.Function, Is.EqualTo("traced_function"));
        Assert.That(Replay.Of(capture, 4).Lengths, Is.EqualTo(Lengths(4)));
    }

    [Test]
    public void A_call_in_user_space_is_refused()
    {
        var kernel = new TracedKernel(new());
        kernel.Kernel.Finish();
        var image = KernelImage.Of(new(new PagesOf(kernel.Kernel)), null, null, null, [new CpuRegisters(new ulong[31], 0, 0x40_0000, 0)]);

        Assert.That(() => Capturing.Of(image, new(null)), Throws.TypeOf<ImageFault>().With.Message.EqualTo("CPU 0 was at 0x400000 in user space when the image was taken"));
    }

    [Test]
    public void An_image_cut_too_small_says_how_many_calls_it_has_memory_for()
    {
        using var opened = Open(new(new()), kernel => kernel.Kernel.PhysicalOf(kernel.Fourth));

        var (capture, run) = Capturing.Of(opened.Open.Image, new("traced_function"));

        Assert.That(run.Lengths, Has.Count.EqualTo(3));
        Assert.That(capture.EndedBy, Does.StartWith("call 4, instruction 20 at tracer+0x30: access to 0x"));
        Assert.That(capture.IsClosed, Is.False);
        Assert.That(() => Capturing.Of(opened.Open.Image, new("traced_function", Calls: 4)), Throws.TypeOf<ImageFault>());
    }

    [TestCase("traced_functoin", "the kernel has no function 'traced_functoin'", "did you mean 'traced_function'?")]
    [TestCase("fourth_page", "'fourth_page' is no function", null)]
    public void Functions_that_are_none_are_refused(string function, string message, string? hint)
    {
        using var opened = Open(new(new()));

        Assert.That(() => Capturing.Of(opened.Open.Image, new(function)), Throws.TypeOf<ImageFault>().With.Message.EqualTo(message).And.Property("Hint").EqualTo(hint));
    }

    [Test]
    public void A_capture_file_is_read_back_and_replays_the_same()
    {
        using var opened = Open(new(new()));
        var capture = Capturing.Of(opened.Open.Image, new("traced_function")).Capture;

        var bytes = CaptureWriter.Write(capture);
        File.WriteAllBytes(opened.Folder.PathOf("my.capture"), bytes);
        var bag = new DiagnosticBag();
        var read = CaptureReader.Read(opened.Folder.PathOf("my.capture"), bag);

        Assert.That(opened.Folder.Show(bag), Is.Empty);
        Assert.That(Replay.Of(read!, 20).Lengths, Is.EqualTo(Lengths(20)));
        Assert.That(CaptureWriter.Write(read!), Is.EqualTo(bytes));
        Assert.That(read!.IsClosed, Is.True);
    }

    [Test]
    public void The_verb_writes_capture_and_trace_and_shows_them()
    {
        using var opened = Open(new(new()));
        var (image, capture, trace) = (opened.Folder.PathOf("image"), opened.Folder.PathOf("my.capture"), opened.Folder.PathOf("my.csv"));
        using var made = new StringWriter();
        using var shown = new StringWriter();
        using var errors = new StringWriter();

        var codes = new[]
        {
            SimProgram.Run(["capture", image, "--call", "traced_function", "--out", capture, "--trace", trace], made, errors),
            SimProgram.Run(["capture", "--show", capture], shown, errors),
        };

        Assert.That(codes, Is.All.Zero, errors.ToString());
        Assert.That(made.ToString(), Does.StartWith(shown.ToString()).And.Contain("workload: { kind: captured_call, calls: 300 }"));
        Assert.That(made.ToString(), Does.StartWith("A call of traced_function executes 25 instructions, 25.75 on average of 1,024\ncalls").And.Match(@"\n  tracer +15 +60\.0\n"));
        Assert.That(made.ToString(), Does.Match(@"\n  entry +mov x9, x30; bl 0x[0-9a-f]+ <tracer>; mrs x0, sp_el0\n"));
        var rows = File.ReadAllLines(trace);
        Assert.That(rows, Has.Length.EqualTo(TracedKernel.Instructions + 1));
        Assert.That(rows[..3], Is.EqualTo(new[]
        {
            "call,index,address,word,symbol",
            string.Create(CultureInfo.InvariantCulture, $"1,0,{opened.Kernel.FirstCall.First():x},aa1e03e9,traced_function"),
            string.Create(CultureInfo.InvariantCulture, $"1,1,{opened.Kernel.FirstCall.First() + 4:x},94000004,traced_function+0x4"),
        }));
    }

    [TestCase("capture image", "give the function with --call, or --from-registers")]
    [TestCase("capture --call f", "give an image, or a capture with --show")]
    [TestCase("capture image --show c", "give an image, or a capture with --show")]
    [TestCase("capture image --call f --from-registers", "--call and --from-registers are two ways to say where the call begins")]
    [TestCase("capture image --from-registers --body return", "--from-registers takes the body as it is")]
    [TestCase("capture image --call f --body stop", "unknown body 'stop'")]
    [TestCase("capture missing --call f", "there is no such file")]
    public void Wrong_command_lines_are_refused(string line, string message)
    {
        using var errors = new StringWriter();

        var code = SimProgram.Run(line.Split(' '), TextWriter.Null, errors);

        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(errors.ToString(), Does.Contain(message));
    }

    internal static IEnumerable<int> Lengths(int calls) =>
        Enumerable.Range(1, calls).Select(call => TracedKernel.Instructions + (call % 4 == 0 ? TracedKernel.MoreInFourth : 0));

    internal static OpenKernel Open(TracedKernel kernel, Func<TracedKernel, ulong>? without = null)
    {
        var folder = new TemporaryFolder();
        var information = kernel.Kernel.Finish();
        var left = without?.Invoke(kernel);
        File.WriteAllBytes(folder.PathOf("image"), DumpWriter.Elf(ImageReadingTests.Physical(kernel.Kernel).Where(page => page.Physical != left), information));
        var bag = new DiagnosticBag();
        var opened = ImageFileReader.Open(folder.PathOf("image"), null, bag);
        Assert.That(folder.Show(bag), Is.Empty);
        return new(kernel, opened!, folder);
    }

    internal sealed record OpenKernel(TracedKernel Kernel, OpenImage Open, TemporaryFolder Folder) : IDisposable
    {
        public void Dispose()
        {
            Open.Dispose();
            Folder.Dispose();
        }
    }
}
