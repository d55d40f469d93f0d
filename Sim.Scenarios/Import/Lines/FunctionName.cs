using System.Text.RegularExpressions;

namespace Sim.Scenarios.Import.Lines;

/// <summary>A function as tools write it: <c>name</c>, <c>name [module]</c>, <c>name+0x0/0x40</c>, <c>b'name'</c>, <c>kprobe:name</c>.</summary>
/// <param name="Name">The name alone.</param>
/// <param name="Module">Its module; null for the kernel, or where the tool does not say.</param>
readonly partial record struct FunctionName(string Name, string? Module)
{
    /// <summary>Null if <paramref name="text"/> is none.</summary>
    public static FunctionName? Of(string text)
    {
        if (Form().Match(text.Trim()) is not { Success: true } match || !FunctionNames.IsName(match.Groups["name"].ValueSpan))
            return null;
        var module = match.Groups["module"];
        return new(match.Groups["name"].Value, module.Success && module.Value != "vmlinux" ? module.Value : null);
    }

    [GeneratedRegex(@"^(?:b['""])?(?:(?:kprobe|kretprobe|kfunc|kretfunc|fentry|fexit|ftrace|k|kr|f|fr):(?:(?<module>[\w-]+):)?)?(?<name>[A-Za-z0-9_.$]+)['""]?(?:\+(?:0x[0-9a-f]+(?:/0x[0-9a-f]+)?|\d+))?(?:\s+\[(?<module>[\w-]+)\])?$")]
    private static partial Regex Form();
}
