using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Core.Loads.Captured;
using Sim.Reports.Captures;
using Sim.Reports.Tables;
using Sim.Scenarios.Captures;

namespace Sim.Cli.Verbs;

/// <summary><c>sim capture</c>: a traced call out of a memory image.</summary>
sealed class CaptureVerb(CommandContext context)
{
    readonly Argument<string?> _image = new("IMAGE")
    {
        Description = "Memory of a machine: an ELF core (dump-guest-memory, kdump, /proc/kcore) or a kdump-compressed file",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _show = new("--show") { HelpName = "CAPTURE", Description = "Show what a capture holds, and do nothing else" };
    readonly Option<string?> _call = new("--call") { HelpName = "FUNCTION", Description = "The function to call, by name, with arguments of 0" };

    readonly Option<bool> _fromRegisters = new("--from-registers")
    {
        Description = "Instead of --call: the call that the CPU was in when the image was taken, until it returns",
    };

    readonly Option<string> _body = new("--body")
    {
        HelpName = "run|return",
        Description = "What the function's body does: run, or return at once, so that what tracing adds remains; default: run",
        DefaultValueFactory = _ => "run",
    };

    readonly Option<string?> _symbols = new("--symbols") { HelpName = "FILE", Description = "The kernel's System.map or a copy of its /proc/kallsyms; default: the image's kallsyms" };
    readonly Option<long?> _cpu = Options.Number("--cpu", "N", "CPU of the image; default: 0", 0, 4095);

    readonly Option<long?> _calls = Options.Number(
        "--calls", "N", $"Calls to execute; default: until the second half of them touches nothing new, {ImageCall.MostCalls} at most", 1, 1_000_000);

    readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "Where the capture goes; default: none is written" };
    readonly Option<string?> _trace = new("--trace") { HelpName = "FILE", Description = "Where the instructions of the first call go, as CSV" };

    public static VerbCommand Command(CommandContext context) => new CaptureVerb(context).Create();

    VerbCommand Create()
    {
        var command = new VerbCommand(
            "capture",
            "What does a traced call execute? Calls a function of a kernel in a memory image, tracers and all, and cuts out what it touches.",
            """
            sim capture my-image.elf --call __arm64_sys_getppid --out my.capture
            sim capture my-image.elf --call __arm64_sys_getppid --symbols my-System.map --trace my-call.csv
            sim capture --show my.capture
            """);
        command.Add(_image);
        foreach (var option in (List<Option>)[_show, _call, _fromRegisters, _body, _symbols, _cpu, _calls, _out, _trace])
            command.Add(option);
        _body.Validators.Add(result => Options.Check(result, "body", ["run", "return"]));
        command.Check(result =>
        {
            var image = result.GetValue(_image);
            var ways = (result.GetValue(_call) is null ? 0 : 1) + (result.GetValue(_fromRegisters) ? 1 : 0);
            if (result.GetValue(_show) is not null ? image is not null || ways > 0 : image is null)
                result.AddError("give an image, or a capture with --show");
            else if (result.GetValue(_show) is null && ways != 1)
                result.AddError(ways == 0 ? "give the function with --call, or --from-registers" : "--call and --from-registers are two ways to say where the call begins: give one");
            else if (result.GetValue(_fromRegisters) && result.GetValue(_body) == "return")
                result.AddError("--from-registers takes the body as it is: leave --body out");
        });
        command.SetAction(parsed => parsed.GetValue(_show) is { } capture ? Show(capture) : Run(parsed));
        return command;
    }

    int Show(string path)
    {
        var bag = new DiagnosticBag();
        if (CaptureReader.Read(path, bag) is not { } capture)
            return Report(bag);
        try
        {
            Write(capture, Replay.Of(capture, 1, context.Cancel));
            return ExitCode.Done;
        }
        catch (ImageFault fault)
        {
            bag.Add(fault.Code, fault.Message, new(path), fault.Hint);
            return Report(bag);
        }
    }

    int Run(ParseResult parsed)
    {
        var bag = new DiagnosticBag();
        var path = parsed.GetValue(_image)!;
        using var opened = ImageFileReader.Open(path, parsed.GetValue(_symbols), bag);
        if (opened is null)
            return Report(bag);
        try
        {
            var request = new CaptureRequest(
                parsed.GetValue(_call), (int)(parsed.GetValue(_cpu) ?? 0), (int?)parsed.GetValue(_calls), parsed.GetValue(_body) == "return");
            var (capture, run) = Capturing.Of(opened.Image, request, context.Cancel);
            Write(capture, run);
            var failed = ExitCode.Done;
            if (parsed.GetValue(_out) is { } file)
            {
                context.Out.Write($"\nA scenario for it, to be kept beside it as {Path.GetFileNameWithoutExtension(file)}.yaml:\n\n{CaptureDocument.Scenario(capture, file)}");
                failed = OutputFile.Write(context, file, CaptureWriter.Write(capture));
            }

            return failed != ExitCode.Done || parsed.GetValue(_trace) is not { } trace
                ? failed
                : OutputFile.Write(context, trace, CallCsv.Write(capture.Symbols, run.First));
        }
        catch (ImageFault fault)
        {
            bag.Add(fault.Code, fault.Message, new(path), fault.Hint);
            return Report(bag);
        }
    }

    void Write(Capture capture, CallRun run) => context.Out.Write(TextRenderer.Render(CaptureDocument.Of(capture, run.First)));

    int Report(DiagnosticBag bag)
    {
        foreach (var diagnostic in bag)
            context.Error.WriteLine(diagnostic);
        return ExitCode.BadInput;
    }
}
