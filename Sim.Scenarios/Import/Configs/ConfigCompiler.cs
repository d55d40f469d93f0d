using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Configs;

/// <summary>The compiler that a <c>.config</c> names: by number, or, before 4.18 and in parts of configs, by its own words alone.</summary>
static partial class ConfigCompiler
{
    const string Words = "CC_VERSION_TEXT";

    static readonly (CompilerFamily Family, string Number, string Is)[] Families =
        [(CompilerFamily.Clang, "CLANG_VERSION", "CC_IS_CLANG"), (CompilerFamily.Gcc, "GCC_VERSION", "CC_IS_GCC")];

    /// <summary>The compiler; null if none is named, or after a diagnostic.</summary>
    public static Compiler? Read(KernelConfig config, DiagnosticBag bag)
    {
        Compiler? found = null;
        foreach (var (family, option, _) in Families)
        {
            if (config[option] is not { } text || text == "0")
                continue;
            var place = config.PlaceOf(option);
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 40_000 or > 999_999)
            {
                place.Report(bag, Code.ConfigLine, $"CONFIG_{option} cannot be {Quoted.Text(text)}: it is 0 or five or six digits, as 120200 for 12.2.0");
                return null;
            }

            if (found is not null)
            {
                place.Report(bag, Code.ConfigLine, $"CONFIG_{option} cannot be {text} beside {found}: a kernel has one compiler", "The version of the other compiler is 0.");
                return null;
            }

            found = new(family, number / 10_000);
        }

        var said = config[Words] is { } words ? InWords(words) : null;
        if (found is not null && said is not null && found != said)
            config.PlaceOf(Words).Report(bag, Code.ConfigLine, $"CONFIG_{Words} says {said}, and the version's number is that of {found}");
        foreach (var (family, _, option) in Families)
        {
            if (config[option] == "y" && found is not null && found.Family != family)
                config.PlaceOf(option).Report(bag, Code.ConfigLine, $"CONFIG_{option} contradicts the version, which is that of {found}");
        }

        return found ?? said;
    }

    // "gcc-12 (Debian 12.2.0-14) 12.2.0", "Debian clang version 17.0.6 (...)": the first line of what --version prints.
    static Compiler? InWords(string text)
    {
        if (ClangWords().Match(text) is { Success: true } clang)
            return Compiler.Parse($"clang {clang.Groups[1].Value}", ' ');
        return GccWords().Match(text) is { Success: true } gcc ? Compiler.Parse($"gcc {gcc.Groups[1].Value}", ' ') : null;
    }

    [GeneratedRegex(@"\bclang version (\d+)\.")]
    private static partial Regex ClangWords();

    [GeneratedRegex(@"\bgcc\b.*\) (\d+)\.\d+(\.\d+)?\b")]
    private static partial Regex GccWords();
}
