using System.Globalization;
using System.Text;

namespace Sim.Reports.Explaining;

/// <summary>The critical path as folded stacks, which flame graph tools and speedscope read.</summary>
public static class FoldedStacks
{
    /// <summary>A line for each instruction and cause: <c>region;function;instruction;cause</c>, a blank, and cycles of all calls.</summary>
    public static string Write(ExplainedCell cell)
    {
        var text = new StringBuilder();
        foreach (var instruction in cell.Why.Instructions)
        {
            var function = instruction.Symbol.Split('+')[0] is { Length: > 0 } name ? name : instruction.Region;
            var offset = instruction.Symbol.Length > function.Length ? instruction.Symbol[function.Length..] + " " : "";
            foreach (var (cause, cycles) in instruction.Path)
                text.Append(CultureInfo.InvariantCulture, $"{Frame(instruction.Region)};{Frame(function)};{Frame(offset + instruction.Text)};{CauseName.Of(cause).Words} {cycles}\n");
        }

        return text.ToString();
    }

    // A semicolon ends a frame.
    static string Frame(string text) => text.Replace(';', ',');
}
