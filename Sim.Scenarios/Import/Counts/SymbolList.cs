using System.Text.RegularExpressions;
using Sim.Scenarios.Import.Lines;

namespace Sim.Scenarios.Import.Counts;

/// <summary>
/// Lists of functions without counts: <c>available_filter_functions</c> (with addresses, too), <c>enabled_functions</c>, and the text symbols of <c>kallsyms</c>,
/// <c>System.map</c> or <c>nm</c>.
/// </summary>
sealed partial class SymbolList : CountFormat
{
    public override bool Read(string line, CountLog log)
    {
        if (Data().IsMatch(line))
        {
            log.LeaveOut("symbols that are no functions");
            return true;
        }

        if (Entry().Match(line) is not { Success: true } match)
            return Details().IsMatch(line);
        if (FunctionName.Of(match.Groups["name"].Value) is not { } name)
            return false;
        if (match.Groups["type"].Success)
            log.Note("a list of symbols has functions that cannot be traced (notrace, and text that is no function); available_filter_functions has those that can");
        if (NotTraceable().IsMatch(name.Name))
            log.LeaveOut("names that ftrace cannot trace (other exception level, before boot, prefixes, discarded weak functions)");
        else
            log.Name(name.Name);
        return true;
    }

    [GeneratedRegex(@"^\s*[0-9a-f]{8,16}\s+[A-SUVX-Za-su-vx-z?]\s+\S+|^\s+[UwvW]\s+\S+$")]
    private static partial Regex Data();

    [GeneratedRegex(@"^\s*([0-9a-f]{8,16}\s+((?<type>[TtWw])\s+)?)?(?<name>[A-Za-z_.$][\w.$]*(\s+\[[\w-]+\])?)(\s+\(\d+\)[^:]*.*)?\s*$")]
    private static partial Regex Entry();

    // Of enabled_functions, below the function.
    [GeneratedRegex(@"^\s+(tramp|ops|direct|call)\w*:\s*\S+|^\s+\S+\s+\(.*\)->\S+|^\s*direct.*-->|^#### all functions enabled ####$")]
    private static partial Regex Details();

    [GeneratedRegex(@"^(__kvm_nvhe_|__pi_|__pfx_|__cfi_|__ftrace_invalid_address__|\$|\.L)")]
    private static partial Regex NotTraceable();
}
