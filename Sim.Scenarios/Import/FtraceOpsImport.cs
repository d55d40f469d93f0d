using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import;

/// <summary>Measurements made of a log of the ftrace-ops sample.</summary>
/// <param name="Rows">A row per situation and metric, in the order of the log.</param>
/// <param name="Remarks">What a reader of the rows must know, a sentence each.</param>
public sealed record FtraceOpsImport(IReadOnlyList<Measurement> Rows, IReadOnlyList<string> Remarks)
{
    // Repetitions that differ by more than this are not of one situation.
    const double LargeSpreadPercent = 20;

    /// <summary>The rows; null with a diagnostic if one kernel cannot be that of all runs.</summary>
    public static FtraceOpsImport? Of(FtraceOpsLog log, ImportSettings settings, DiagnosticBag bag)
    {
        if (settings.Kernel is not null && log.Releases.Count > 1)
        {
            var releases = string.Join(", ", log.Releases.Select(Quoted.Text));
            bag.Add(Code.SeveralKernels, $"the log has boots of several kernels, {releases}: {settings.Kernel.Name} cannot be all of them",
                new SourceSpan(log.Path), "Give each kernel a log of its own.");
            return null;
        }

        var strategy = settings.Kernel is { } kernel ? MechanismCatalogue.Of(kernel) : null;
        bool? ownOps = strategy is null ? null : strategy.Name is not ("list_func" or "mcount" or "none");
        var lost = LostSlices.Find(log.Runs, ownOps, settings.TickHz);
        var found = settings.LostSlices == LostSliceHandling.Keep ? LostSlices.None(log.Runs.Count) : lost;
        List<Situation> situations =
        [
            .. log.Runs.Index()
                .Where(run => settings.LostSlices != LostSliceHandling.Drop || lost.Slices[run.Index] == 0)
                .GroupBy(run => (run.Item.Relevant, run.Item.Irrelevant, run.Item.Tracer, run.Item.Flags, run.Item.Calls))
                .Select(group => new Situation(
                    group.First().Item, [.. group.Select(run => run.Item.TotalNs)], [.. group.Select(run => found.Slices[run.Index])],
                    found.SliceNs(group.First().Index))),
        ];
        var baseline = situations.Where(situation => situation.First.Relevant == 0).MinBy(situation => situation.First.Irrelevant);
        return new FtraceOpsImport(
            [.. situations.SelectMany(situation => RowsOf(situation, baseline, strategy?.Name, settings))],
            [.. RemarksOn(log, settings, situations, baseline), .. SliceRemarks.Of(log.Runs, lost, settings.LostSlices)]);
    }

    static IEnumerable<Measurement> RowsOf(Situation situation, Situation? baseline, string? strategy, ImportSettings settings)
    {
        var first = situation.First;
        var known = settings.Core is not null && settings.Kernel is not null;
        var overhead = baseline is not null && first.Relevant > 0;
        var row = new Measurement
        {
            Source = settings.Source,
            Core = settings.Core?.Name ?? ImportSettings.Unknown,
            Kernel = settings.Kernel?.Name ?? ImportSettings.Unknown,
            Strategy = strategy ?? ImportSettings.Unknown,
            Tracer = first.Tracer,
            RelevantTracers = first.Relevant,
            IrrelevantTracers = first.Irrelevant,
            OpsFlags = first.Flags,
            Calls = first.Calls,
            Metric = overhead ? "overhead_ns" : "per_call_ns",
            Value = Round(situation.PerCallNs - (overhead ? baseline!.PerCallNs : 0)),
            Role = known ? settings.Role : MeasurementRole.Context,
            TolerancePercent = known ? settings.TolerancePercent : null,
            Note = situation.Note,
        };
        yield return row;
        if (situation.LostSlices)
        {
            yield return row with
            {
                Metric = row.Metric + "_published",
                Value = Round(situation.LoggedPerCallNs - (overhead ? baseline!.LoggedPerCallNs : 0)),
                Role = MeasurementRole.Context,
                TolerancePercent = null,
                Note = "as logged, lost time slices included",
            };
        }
    }

    static IEnumerable<string> RemarksOn(
        FtraceOpsLog log, ImportSettings settings, List<Situation> situations, Situation? baseline)
    {
        yield return FormattableString.Invariant(
            $"{log.Path}: {log.Runs.Count} runs of {situations.Count} situations{(log.Releases.Count > 0 ? $", {string.Join(", ", log.Releases)}" : "")}");
        if (log.Unfinished.Count > 0)
            yield return $"runs of which a part is missing, left out: line {string.Join(", ", log.Unfinished.Select(line => line.ToString(CultureInfo.InvariantCulture)))}";
        foreach (var run in log.LeftOut)
            yield return $"a run that is left out: {run}";
        if (settings.Core is null || settings.Kernel is null)
            yield return "a log does not say on which core and kernel build it was made: without --core and --kernel its rows are context, which is shown only";
        if (baseline is null)
            yield return "no run without relevant ops: the rows are times per call, as overhead needs a baseline";
        foreach (var situation in situations.Where(situation => situation.SpreadPercent > LargeSpreadPercent))
        {
            yield return FormattableString.Invariant(
                $"line {situation.First.Line}: runs with {situation.First.Relevant} relevant, {situation.First.Irrelevant} irrelevant ops differ by {situation.SpreadPercent:0} %: are they of one machine and kernel?");
        }
    }

    // What is left of nanoseconds over calls is not measured.
    static double Round(double ns) => Math.Round(ns, 6);
}
