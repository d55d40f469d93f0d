using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Results;

namespace Sim.Reports.Attaching;

/// <summary>How long attaching and detaching take, by step, for programs.</summary>
public static class AttachCsv
{
    /// <summary>A row per operation and step; <c>all</c> is their sum.</summary>
    public static string Write(IReadOnlyList<AttachResult> results) => CsvText.Write(csv =>
    {
        csv.WriteHeader(["core", "kernel", "tracer", "functions", "among_first_percent", "ops", "operation", "step", "instructions", "cycles", "time_ns", "patched_callsites", "rcu_wait_least_ns", "rcu_wait_most_ns"]);
        foreach (var result in results)
        {
            foreach (var (name, operation) in new[] { ("attach", result.Attach), ("detach", result.Detach) })
            {
                Row(name, "all", operation.Instructions, operation.Cycles, operation.Patched, operation.Wait);
                foreach (var step in AttachStep.All)
                {
                    var parts = operation.Steps.Where(part => step.Regions.Contains(part.Region)).ToList();
                    if (parts.Count > 0)
                        Row(name, step.Name, parts.Sum(part => part.Instructions), parts.Sum(part => part.Cycles), null, null);
                }
            }

            void Row(string operation, string step, long instructions, long cycles, int? patched, RcuWait? wait)
            {
                csv.WriteField(result.Spec.Core.Name);
                csv.WriteField(result.Spec.Kernel.Name);
                csv.WriteField(result.Spec.Tracer);
                csv.WriteField(result.Functions);
                csv.WriteField(result.Spec.AmongPercent);
                csv.WriteField(result.Spec.Ops);
                csv.WriteField(operation);
                csv.WriteField(step);
                csv.WriteNumber(instructions);
                csv.WriteNumber(cycles);
                csv.WriteNumber(result.Spec.Core.Clock.ToNanoseconds(cycles));
                csv.WriteNumber(patched);
                csv.WriteNumber(wait?.LeastNs);
                csv.WriteNumber(wait?.MostNs);
                csv.EndRecord();
            }
        }
    });
}
