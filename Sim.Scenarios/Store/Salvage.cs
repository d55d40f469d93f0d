using Microsoft.Data.Sqlite;
using Sim.Core.Runs;

namespace Sim.Scenarios.Store;

/// <summary>A new store with what can be read of a damaged one.</summary>
static class Salvage
{
    /// <summary>The damaged file stays beside the new one, as <c>.damaged</c>.</summary>
    public static RunStore Of(string path, Func<RunStore> open)
    {
        var damaged = path + ".damaged";
        try
        {
            foreach (var end in (string[])["-wal", "-shm", ""])
            {
                if (File.Exists(path + end))
                    File.Move(path + end, damaged + end, overwrite: true);
            }

            var store = open();
            store.Damaged = damaged;
            foreach (var (name, value) in Rows(damaged, "SELECT name, value FROM facts", row => (row.GetString(0), row.GetString(1))))
                store.SetFacts(store.Facts.Append(new(name, value)).DistinctBy(fact => fact.Key));
            foreach (var found in Rows(damaged, "SELECT status, reason, result, digest, key FROM runs", row => RunRow.Read(row.GetString(4), row)))
            {
                if (found is { Outcome.Status: not CellStatus.Failed } whole)
                    store.Keep(whole.Row);
            }

            store.Flush();
            return store;
        }
        catch (SqliteException exception)
        {
            throw RunStore.Told(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot use {path}: {exception.Message}", exception);
        }
    }

    // As far as the file can be read.
    static List<T> Rows<T>(string path, string sql, Func<SqliteDataReader, T> read)
    {
        List<T> rows = [];
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Both texts are written above.
            command.CommandText = sql;
#pragma warning restore CA2100
            using var row = command.ExecuteReader();
            while (row.Read())
                rows.Add(read(row));
        }
        catch (Exception exception) when (exception is SqliteException or InvalidCastException or InvalidOperationException)
        {
            return rows;
        }

        return rows;
    }
}
