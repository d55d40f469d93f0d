using System.Globalization;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Counts;

/// <summary>CSV with the columns <c>function</c>, <c>hits</c> and perhaps <c>time_us</c>, others beside them; or lines <c>function,hits</c> without a heading.</summary>
/// <remarks>Its lines are data and nothing else, so that a broken one is a mistake.</remarks>
sealed class ProfileCsv : CountFormat
{
    // Sim's own name, and that of a profile which includes what tracing itself took.
    static readonly string[] TimeColumns = ["time_us", "total_us_instrumented"];

    (int Function, int Hits, int Time)? _columns;
    bool _hasRows;

    public override bool Read(string line, CountLog log)
    {
        if (_columns is null && Heading(line) is { } heading)
        {
            _columns = heading;
            return true;
        }

        var text = line.AsSpan().Trim();
        if (text.IsEmpty || text[0] == '#')
            return true;
        var fields = CsvFields.Of(line);
        var columns = _columns ?? (0, 1, -1);
        // Without a heading a first line with a comma tells.
        if (_columns is null && !_hasRows && (fields.Length != 2 || (FunctionName.Of(fields[0]) is null && !IsNumber(fields[1]))))
            return false;
        _hasRows = true;
        ReadRow(line, fields, columns, log);
        return true;
    }

    static void ReadRow(string line, string[] fields, (int Function, int Hits, int Time) columns, CountLog log)
    {
        if (fields.Length <= Math.Max(Math.Max(columns.Function, columns.Hits), columns.Time))
        {
            log.Mistake(1, line.Length, Code.ProfileLine, $"no function with its hits: {Quoted.Text(line.Trim())}");
            return;
        }

        var time = columns.Time >= 0 ? fields[columns.Time] : null;
        var timeNs = time is null ? null : ProfileTime.Nanoseconds(time);
        if (FunctionName.Of(fields[columns.Function]) is not { } name)
            Mistake(columns.Function, Code.ProfileLine, $"{Quoted.Text(fields[columns.Function])} is not the name of a function");
        else if (!IsNumber(fields[columns.Hits]))
            Mistake(columns.Hits, Code.ProfileLine, FormattableString.Invariant($"hits {Quoted.Text(fields[columns.Hits])} is not a whole number up to {CountLog.MaxHits:N0}"));
        else if (time is not null && timeNs is null)
            Mistake(columns.Time, Code.FunctionTime, FormattableString.Invariant($"the time {Quoted.Text(time)} is not a number of microseconds up to {ProfileTime.MaxUs:N0}"));
        else
            log.Row(name, long.Parse(fields[columns.Hits], CultureInfo.InvariantCulture), timeNs, mayBeCut: false);

        void Mistake(int field, string code, string message)
        {
            var raw = line.Split(',');
            var before = raw.Take(field).Sum(part => part.Length + 1);
            log.Mistake(before + raw[field].Length - raw[field].AsSpan().TrimStart().Length + 1, fields[field].Length, code, message);
        }
    }

    static bool IsNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= CountLog.MaxHits;

    // Names of columns, in any order, others beside them.
    static (int Function, int Hits, int Time)? Heading(string line)
    {
        var names = CsvFields.Of(line);
        var (function, hits) = (Array.IndexOf(names, "function"), Array.IndexOf(names, "hits"));
        return function >= 0 && hits >= 0 ? (function, hits, Array.FindIndex(names, TimeColumns.Contains)) : null;
    }
}
