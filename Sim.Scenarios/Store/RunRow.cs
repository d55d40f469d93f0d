using Microsoft.Data.Sqlite;
using Sim.Core.Runs;

namespace Sim.Scenarios.Store;

/// <summary>A finished run as a row of a store.</summary>
sealed record RunRow(string Key, string Status, string Reason, string Result, string Digest)
{
    public static RunRow Of(string key, StoredRun outcome)
    {
        var (status, reason, result) = (outcome.Status.ToString(), outcome.Reason ?? "", outcome.Result is { } run ? RunJson.Write(run) : "");
        return new(key, status, reason, result, RunJson.Digest(key, status, reason, result));
    }

    /// <summary>The row with what it says; null where it is damaged.</summary>
    public static (RunRow Row, StoredRun Outcome)? Read(string key, SqliteDataReader row)
    {
        var stored = new RunRow(key, row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));
        if (stored.Digest != RunJson.Digest(key, stored.Status, stored.Reason, stored.Result)
            || !Enum.TryParse<CellStatus>(stored.Status, out var status))
            return null;
        var result = status == CellStatus.Ok ? RunJson.Read(stored.Result) : null;
        return status == CellStatus.Ok && result is null ? null : (stored, new StoredRun(status, result, stored.Reason.Length > 0 ? stored.Reason : null));
    }
}
