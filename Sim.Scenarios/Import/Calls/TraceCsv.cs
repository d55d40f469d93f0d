using System.Globalization;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Calls;

/// <summary>Sim's own form: <c>time_us,function</c>, and <c>cpu</c> where there are several.</summary>
/// <remarks>A file that has its heading has nothing else, so that a broken line is a mistake.</remarks>
sealed class TraceCsv : CallFormat
{
    const string Heading = "time_us,function";
    bool _hasHeading;
    bool _hasCpu;

    public override bool Read(string line, CallLog log)
    {
        var fields = CsvFields.Of(line);
        if (string.Join(',', fields) is Heading or Heading + ",cpu")
        {
            (_hasHeading, _hasCpu) = (true, fields.Length == 3);
            return true;
        }

        var isCall = fields.Length == (_hasCpu ? 3 : 2) && Microseconds(fields[0]) is not null && FunctionNames.IsName(fields[1]);
        if (!isCall && (!_hasHeading || string.IsNullOrWhiteSpace(line)))
            return false;

        var cpu = -1;
        if (fields.Length != (_hasCpu ? 3 : 2))
            log.Mistake(1, line.Length, Code.TraceLine, $"{fields.Length} fields, not {(_hasCpu ? "time_us,function,cpu" : Heading)}");
        else if (Microseconds(fields[0]) is not { } time)
            log.Mistake(1, fields[0].Length, Code.TraceLine, $"the time {Quoted.Text(fields[0])} is not a number of microseconds");
        else if (!FunctionNames.IsName(fields[1]))
            log.Mistake(fields[0].Length + 2, fields[1].Length, Code.TraceLine, $"{Quoted.Text(fields[1])} is not the name of a function");
        else if (_hasCpu && !int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out cpu))
            log.Mistake(line.Length - fields[2].Length + 1, fields[2].Length, Code.TraceLine, $"{Quoted.Text(fields[2])} is not the number of a CPU");
        else
            log.Call(fields[1], time, cpu);
        return true;
    }

    static double? Microseconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) && time < 1e15 ? time : null;
}
