using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sim.Cli.Usage;
using Sim.Core.Runs;
using Sim.Core.Tracers;

namespace Sim.Cli.Verbs;

/// <summary>What <c>sim attach</c> takes.</summary>
sealed class AttachOptions
{
    const string All = "all";
    const int MostFunctions = 10_000_000;

    readonly Option<string[]> _cores = Names("--core", "Core to run on; may be repeated", "neoverse-n1");
    readonly Option<string[]> _kernels = Names("--kernel", "Kernel build; may be repeated", "linux-6.12-debian");
    readonly Option<int?[]?> _functions = new("--functions")
    {
        HelpName = "LIST",
        Description = "Functions to attach to, such as 1,20000,all; evenly chosen, the last one among them; default: 1,all",
        CustomParser = ReadFunctions,
    };
    readonly Option<long?> _among = Options.Number(
        "--among", "PERCENT", "Choose them from the first so many percent of all functions by address; default: 100", 1, 100);
    readonly Option<long?> _ops = Options.Number("--ops", "N", "Ops, registered one after the other; default: 1", 1, AttachSpec.MaxOps);
    readonly Option<bool> _all = new("--every-ops") { Description = "Execute every ops instead of extrapolating from the first 12" };
    readonly Option<string> _tracer = new("--tracer")
    {
        HelpName = "NAME",
        Description = "Whose ops: ring_buffer is the kernel's function tracer, others are a module's",
        DefaultValueFactory = _ => "ring_buffer",
    };
    readonly Option<string> _format = Options.Format("table", "csv", "markdown");
    readonly Option<long?> _jobs = Options.Jobs();

    public void AddTo(Command command)
    {
        _tracer.Validators.Add(result => Options.Check(result, "tracer", [.. Core.Tracers.Tracer.All.Select(tracer => tracer.Name)]));
        foreach (var option in (Option[])[_cores, _kernels, _functions, _among, _ops, _all, _tracer, _format, _jobs])
            command.Add(option);
    }

    public IEnumerable<string> Cores(ParseResult parsed) => parsed.GetValue(_cores)!.Distinct();

    public IEnumerable<string> Kernels(ParseResult parsed) => parsed.GetValue(_kernels)!.Distinct();

    /// <summary>Numbers of functions; null for all.</summary>
    public IEnumerable<int?> Functions(ParseResult parsed) => (parsed.GetValue(_functions) is { Length: > 0 } given ? given : [1, null]).Distinct();

    public int Among(ParseResult parsed) => (int)(parsed.GetValue(_among) ?? 100);

    public int Ops(ParseResult parsed) => (int)(parsed.GetValue(_ops) ?? 1);

    public bool ExecutesAll(ParseResult parsed) => parsed.GetValue(_all);

    public string Tracer(ParseResult parsed) => parsed.GetValue(_tracer)!;

    public string Format(ParseResult parsed) => parsed.GetValue(_format)!;

    public int Jobs(ParseResult parsed) => Options.JobsOf(parsed, _jobs);

    static Option<string[]> Names(string name, string description, string standard) => new(name)
    {
        HelpName = "NAME|FILE",
        Description = description,
        DefaultValueFactory = _ => [standard],
    };

    static int?[] ReadFunctions(ArgumentResult result)
    {
        var numbers = new List<int?>();
        foreach (var word in result.Tokens[0].Value.Split(','))
        {
            if (word == All)
                numbers.Add(null);
            else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostFunctions)
                numbers.Add(number);
            else
                result.AddError(FormattableString.Invariant($"--functions '{word}' is neither '{All}' nor a whole number from 1 to {MostFunctions:#,0}"));
        }

        return [.. numbers];
    }
}
