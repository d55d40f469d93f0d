using System.Text.Json;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Traces;

/// <summary>The events of one cell.</summary>
sealed class TraceProcess(Utf8JsonWriter json, int process)
{
    const string Workload = "workload";
    const string NotRecorded = "not recorded";

    // The first track is the core's.
    const int Core = 1;

    readonly Dictionary<string, int> _tracks = [];

    /// <summary>At most so many events.</summary>
    public static long EventsOf(RunCourse course) => 40 + (5L * course.Absences.Count) + (3L * course.Intervals.Count);

    public void Write(RunResult run, string name)
    {
        var end = Whole(run.ElapsedNs);
        Metadata("process_name", Core, name);
        Metadata("thread_name", Core, "core");
        TrackOf(Workload);
        Slice("run", Core, 0, end);
        var since = 0L;
        foreach (var absence in run.Course.Absences)
            since = Absent(absence, since);
        if (since < end)
            OnCore(run.Course.AbsencesLeftOut > 0 ? NotRecorded : Workload, since, end);
        foreach (var change in run.Course.Absences.Where(absence => absence.Tool.Length > 0).GroupBy(absence => (absence.Kind, absence.Tool)))
        {
            Instant($"{TaskOf(change.First())} begins", TrackOf(TaskOf(change.First())), Whole(change.First().StartNs), "p");
            Instant($"{TaskOf(change.First())} is done", TrackOf(TaskOf(change.First())), Whole(change.Last().EndNs), "p");
        }

        foreach (var interval in run.Course.Intervals)
            Counters(interval);
    }

    // The workload has the core since the last one; what takes no time is an instant.
    long Absent(Absence absence, long since)
    {
        var (start, end, task) = (Whole(absence.StartNs), Whole(absence.EndNs), TaskOf(absence));
        if (end == start)
        {
            Instant(task, TrackOf(task), start, "t");
            return since;
        }

        if (start > since)
            OnCore(Workload, since, start);
        OnCore(task, start, end);
        return end;
    }

    void OnCore(string task, long start, long end)
    {
        Slice(task, Core, start, end);
        Slice(task, TrackOf(task), start, end);
    }

    void Counters(IntervalResult interval)
    {
        var at = Whole(interval.StartNs);
        Counter("throughput", at, [("calls_per_second", interval.CallsPerSecond)]);
        Counter("calls by path", at, IntervalFigures.Shares(interval).Select(share => ($"{share.Name}_share", share.Share ?? 0)));
    }

    static string TaskOf(Absence absence) =>
        absence.Tool.Length > 0 ? $"{TimelineKindNames.Of(absence.Kind)} {absence.Tool}" : TimelineKindNames.Of(absence.Kind);

    int TrackOf(string task)
    {
        if (_tracks.TryGetValue(task, out var track))
            return track;
        _tracks.Add(task, track = Core + 1 + _tracks.Count);
        Metadata("thread_name", track, task);
        return track;
    }

    void Metadata(string kind, int track, string name)
    {
        Begin(kind, "M", track);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    void Slice(string name, int track, long start, long end)
    {
        Begin(name, "X", track);
        json.WriteNumber("ts", Microseconds(start));
        json.WriteNumber("dur", Microseconds(end - start));
        json.WriteEndObject();
    }

    void Instant(string name, int track, long at, string scope)
    {
        Begin(name, "i", track);
        json.WriteNumber("ts", Microseconds(at));
        json.WriteString("s", scope);
        json.WriteEndObject();
    }

    void Counter(string name, long at, IEnumerable<(string Name, double Value)> values)
    {
        Begin(name, "C", Core);
        json.WriteNumber("ts", Microseconds(at));
        json.WriteStartObject("args");
        foreach (var value in values)
            json.WriteNumber(value.Name, value.Value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    void Begin(string name, string phase, int track)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", phase);
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", track);
    }

    static long Whole(double nanoseconds) => (long)Math.Round(nanoseconds);

    // The format's unit, to the nanosecond.
    static decimal Microseconds(long nanoseconds) => nanoseconds / 1000m;
}
