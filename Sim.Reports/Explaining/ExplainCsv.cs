using System.Globalization;
using Sim.Core.Runs;
using Sim.Reports.Results;

namespace Sim.Reports.Explaining;

/// <summary>Where the cycles of a cell's calls go, for programs.</summary>
public static class ExplainCsv
{
    /// <summary>
    /// A row for each instruction and cause, over all calls. What is counted for each instruction is in its first row only, so that every column sums.
    /// </summary>
    public static string Write(IEnumerable<ExplainedCell> cells) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["cell", "region", "symbol", "address", "instruction", "written", "line", "executions", "cycles", "mispredicts", "code_misses", "data_misses", "cause", "path_cycles"]);
        foreach (var cell in cells)
        {
            foreach (var instruction in cell.Why.Instructions)
            {
                var parts = instruction.Path.Select(part => (CauseName.Of(part.Cause).Name, Cycles: (long?)part.Cycles)).DefaultIfEmpty(("", null));
                foreach (var (place, (cause, cycles)) in parts.Index())
                {
                    Row(cell.Label, instruction, place == 0);
                    csv.WriteField(cause);
                    csv.WriteNumber(cycles);
                    csv.EndRecord();
                }
            }
        }

        void Row(string label, ExplainedInstruction instruction, bool counts)
        {
            csv.WriteField(label);
            csv.WriteField(instruction.Region);
            csv.WriteField(instruction.Symbol);
            csv.WriteField(instruction.Address.ToString("x", CultureInfo.InvariantCulture));
            csv.WriteField(instruction.Text);
            csv.WriteField(instruction.Written);
            csv.WriteField(instruction.Line);
            foreach (var count in new[] { instruction.Executions, instruction.Cycles, instruction.Mispredicts, instruction.CodeMisses, instruction.DataMisses })
                csv.WriteNumber(counts ? count : null);
        }
    });
}
