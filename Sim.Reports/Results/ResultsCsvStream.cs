using CsvHelper;
using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Results;

/// <summary>results.csv while its cells are computed: each row as soon as it and those before it are done. The bytes are those of the file.</summary>
/// <remarks>Which regions are executed decides on columns: the heading waits for the cells that show them.</remarks>
/// <param name="output">Where; not closed.</param>
/// <param name="planned">All cells in plan order; what they have beside their own runs, such as means over seeds, is no part of a stream.</param>
/// <param name="first">Cells that execute all that any does.</param>
public sealed class ResultsCsvStream(TextWriter output, IReadOnlyList<Cell> planned, IEnumerable<Cell> first) : IDisposable
{
    readonly Dictionary<int, CellResult> _waiting = [];
    readonly HashSet<int> _missing = [.. first.Select(cell => cell.Index)];
    readonly CsvWriter _csv = CsvText.Open(output);
    IReadOnlyList<ResultColumn>? _columns;
    HashSet<string> _regions = [];
    int _written;

    /// <summary>True when all rows are written.</summary>
    public bool IsWhole => _written == planned.Count;

    /// <summary>Takes a cell, in any order, each once; not for several threads at once.</summary>
    /// <exception cref="SimBug">It executes what no first cell did: the rows so far lack a column.</exception>
    public void Add(CellResult cell)
    {
        _waiting[cell.Cell] = cell;
        if (_columns is null)
        {
            if (!_missing.Remove(cell.Cell) || _missing.Count > 0)
                return;
            Begin();
        }

        if (_written == planned.Count || !_waiting.ContainsKey(planned[_written].Index))
            return;
        while (_written < planned.Count && _waiting.Remove(planned[_written].Index, out var next))
        {
            if (Regions.Of([next]).FirstOrDefault(region => !_regions.Contains(region)) is { } unknown)
                throw new SimBug($"the heading has no column for region {unknown} of cell {next.Cell}");
            ResultsCsv.WriteRow(_csv, _columns!, next);
            _written++;
        }

        _csv.Flush();
        output.Flush();
    }

    public void Dispose() => _csv.Dispose();

    void Begin()
    {
        List<CellResult> all = [.. planned.Select(cell => _waiting.GetValueOrDefault(cell.Index) ?? new CellResult { Planned = cell, Status = CellStatus.Ok })];
        _regions = [.. Regions.Of(all)];
        _columns = ResultColumns.Of(all);
        ResultsCsv.WriteHeading(_csv, _columns);
    }
}
