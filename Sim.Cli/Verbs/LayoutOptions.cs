using System.CommandLine;
using System.CommandLine.Parsing;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;

namespace Sim.Cli.Verbs;

/// <summary>What <c>sim layout</c> takes.</summary>
sealed class LayoutOptions
{
    readonly Option<string> _kernel = new("--kernel")
    {
        HelpName = "NAME|FILE",
        Description = "Kernel build to start from",
        DefaultValueFactory = _ => "linux-6.12-debian",
    };
    readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "A kernel's .config (or /proc/config.gz) instead of the build's release, compiler and options; - is stdin",
    };
    readonly Option<KernelVersion?> _version = new("--version")
    {
        HelpName = "6.3",
        Description = "Another release",
        CustomParser = ReadVersion,
    };
    readonly Option<Compiler?> _compiler = new("--compiler")
    {
        HelpName = "gcc-12|clang-16",
        Description = "Another compiler",
        CustomParser = ReadCompiler,
    };
    readonly Option<bool?> _size = Switch("--size", "-Os instead of -O2");
    readonly Option<bool?> _cfi = Switch("--cfi", "kCFI");
    readonly Option<bool?> _bti = Switch("--bti", "BTI in the kernel");
    readonly Option<bool?> _pac = Switch("--pac", "signed return addresses");
    readonly Option<bool?> _scs = Switch("--scs", "shadow call stack");
    readonly Option<long?> _functions = Options.Number(
        "--functions", "N", "Functions that can be traced; default: as counted in the kernel build", 1, 10_000_000);
    readonly Option<string> _format = Options.Format("table", "markdown", "json");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_kernel, _config, _version, _compiler, _size, _cfi, _bti, _pac, _scs, _functions, _format])
            command.Add(option);
    }

    public string Kernel(ParseResult parsed) => parsed.GetValue(_kernel)!;

    /// <summary>The config file, if one is given.</summary>
    public string? Config(ParseResult parsed) => parsed.GetValue(_config);

    public string Format(ParseResult parsed) => parsed.GetValue(_format)!;

    /// <summary>The number given, or that of the build.</summary>
    public long? Functions(ParseResult parsed, KernelBuild kernel) => parsed.GetValue(_functions) ?? kernel.Size?.TraceableFunctions;

    /// <summary>The build with what the command line changes.</summary>
    public KernelBuild Change(ParseResult parsed, KernelBuild kernel)
    {
        var options = kernel.Options;
        var signs = parsed.GetValue(_pac) ?? options.PointerAuth;
        return kernel with
        {
            Version = parsed.GetValue(_version) ?? kernel.Version,
            Compiler = parsed.GetValue(_compiler) ?? kernel.Compiler,
            Options = options with
            {
                OptimizeForSize = parsed.GetValue(_size) ?? options.OptimizeForSize,
                Cfi = parsed.GetValue(_cfi) ?? options.Cfi,
                Bti = parsed.GetValue(_bti) ?? options.Bti,
                PointerAuth = signs,
                PacInLeaves = signs && options.PacInLeaves,
                ShadowCallStack = parsed.GetValue(_scs) ?? options.ShadowCallStack,
            },
            // A config speaks of what was built: of a changed build the rules speak.
            Configured = Changes(parsed).Count == 0 ? kernel.Configured : null,
        };
    }

    /// <summary>What the command line changes, as typed.</summary>
    public IReadOnlyList<string> Changes(ParseResult parsed) =>
    [
        .. from option in (Option[])[_version, _compiler, _size, _cfi, _bti, _pac, _scs]
           let result = parsed.GetResult(option)
           where result is not null
           select string.Join(' ', result.Tokens.Select(token => token.Value).Prepend(option.Name)),
    ];

    static KernelVersion? ReadVersion(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (KernelVersion.ParseRunning(text) is { } version)
            return version;
        result.AddError($"--version '{text}' is not a release from 4.0 to 99.999, such as 6.1, 6.6.23 or 6.8.0-45-generic");
        return null;
    }

    static Compiler? ReadCompiler(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Compiler.Parse(text, '-') is { } compiler)
            return compiler;
        var family = text.Split('-')[0];
        result.AddError(Compiler.Families.Contains(family)
            ? $"--compiler '{text}' has no version from 4 to 99, as in {family}-12"
            : $"unknown compiler '{text}'\n hint: {NearestName.Hint(family, Compiler.Families)} Write gcc-12 or clang-16.");
        return null;
    }

    // Given alone it means true; a kernel file may already say true, so false can be asked for.
    static Option<bool?> Switch(string name, string meaning) => new(name)
    {
        HelpName = "true|false",
        Description = $"{meaning}; default: as the kernel build",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
