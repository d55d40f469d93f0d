using Sim.Cli.Output;
using Sim.Reports.Gates;
using Sim.Scenarios.Files;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary>The scenarios of a command, one after the other, with the cache that they share.</summary>
sealed class StudyRuns : IDisposable
{
    readonly CommandContext _context;
    readonly RunRequest _request;
    readonly List<StudyRun> _studies = [];
    readonly Lazy<RunStore?> _cache;

    public StudyRuns(CommandContext context, RunRequest request)
    {
        (_context, _request) = (context, request);
        _cache = new(OpenCache);
    }

    public StudyRun Add(Scenario scenario, string directory)
    {
        var study = new StudyRun(_context, _request, scenario, new ResultFiles(directory), _cache);
        _studies.Add(study);
        return study;
    }

    /// <summary>Runs all of them and writes what they found; the exit code.</summary>
    public int Run(bool resume = false)
    {
        try
        {
            foreach (var study in _studies)
            {
                if (!study.Simulate(resume || _request.Resume, streams: _request.Format == "csv" && _studies.Count == 1))
                    return ExitCode.Interrupted;
            }
        }
        catch (StoreException exception)
        {
            _context.Error.WriteLine($"sim: {exception.Message}");
            return ExitCode.BadInput;
        }

        // Files are written even if nothing can be shown.
        List<string> errors = [.. new[] { Show() }.Concat(_studies.Select(study => study.Write())).OfType<string>()];
        foreach (var error in errors)
            _context.Error.WriteLine($"sim: {error}");
        if (_request.Shard is null && new GateFiles(_context, _request.Gates).End(
            [.. _studies.Select(study => RunGate.Of(study.Results!))],
            () => ResultText.Markdown([.. _studies.Select(study => study.Results!)])) is { } unwritten)
        {
            errors.Add(unwritten);
            _context.Error.WriteLine($"sim: {unwritten}");
        }

        var (broken, failed) = (_studies.Sum(study => study.ReportRules()), _studies.Sum(study => study.ReportFailures()));
        return errors.Count > 0 ? ExitCode.BadInput
            : failed > 0 ? ExitCode.Bug
            : broken > 0 ? ExitCode.CheckFailed : ExitCode.Done;
    }

    public void Dispose()
    {
        foreach (var study in _studies)
            study.Dispose();
        if (_cache.IsValueCreated)
            _cache.Value?.Dispose();
    }

    // The reason why the results cannot be shown, or null.
    string? Show()
    {
        if (_studies is [{ IsShown: true } streamed])
            return streamed.StreamError;
        try
        {
            ResultText.Write([.. _studies.Select(study => study.Results!)], _request.Format, _context.Out);
            _context.Out.Flush();
            return null;
        }
        catch (IOException exception)
        {
            return StandardStreams.Unwritten(exception);
        }
    }

    // A simulation that a test gives has no version: only where the test names the cache.
    RunStore? OpenCache()
    {
        if (_request.Cache is not { } cache || (cache.IsDefault && _context.Simulate is not null))
            return null;
        try
        {
            var store = RunCache.Open(cache.Directory);
            if (store.Damaged is { } damaged && !_request.Quiet)
                _context.Error.WriteLine(StudyRun.Damage("the cache", damaged));
            return store;
        }
        catch (StoreException exception) when (cache.IsDefault)
        {
            if (!_request.Quiet)
                _context.Error.WriteLine($"no cache: {exception.Message}");
            return null;
        }
    }
}
