using Microsoft.Data.Sqlite;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Store;

/// <summary>Finished runs by their keys, in an SQLite file. Each is durable a moment after it is kept, whatever becomes of the process.</summary>
public sealed class RunStore : IDisposable
{
    readonly SqliteConnection _connection;
    readonly SqliteCommand _find;
    readonly RunWriter _writer;
    readonly Lock _reading = new();

    // What a user does about a finished study that cannot be read. Others salvage their file when they open it.
    const string Repair = "; 'sim run' with the same words and --resume takes over whole runs and computes the others";

    readonly string _repair;

    RunStore(string path, SqliteConnection connection, bool writes)
    {
        (Path, _connection, _repair) = (path, connection, writes ? "" : Repair);
        if (writes)
        {
            Execute("CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
            // With row ids: rows are appended, and only the small index is written all over, for keys are in no order.
            Execute("CREATE TABLE IF NOT EXISTS runs (key TEXT PRIMARY KEY, status TEXT NOT NULL, reason TEXT NOT NULL, result TEXT NOT NULL, digest TEXT NOT NULL)");
        }

        _find = connection.CreateCommand();
        _find.CommandText = "SELECT status, reason, result, digest FROM runs WHERE key = $key";
        _find.Parameters.Add("$key", SqliteType.Text);
        _find.Prepare();
        _writer = new RunWriter(connection, _reading);
    }

    public string Path { get; }

    /// <summary>Where a damaged file is now that was in its place when it was opened. Null if there was none.</summary>
    public string? Damaged { get; internal set; }

    /// <summary>The file at <paramref name="path"/>, made if there is none; what can be read of a damaged one is kept.</summary>
    /// <param name="path">Where; its directory exists.</param>
    /// <param name="shared">True if other processes may use it at the same time.</param>
    /// <exception cref="StoreException">It is in use, or cannot be read or written.</exception>
    public static RunStore Open(string path, bool shared)
    {
        try
        {
            return Connect(path, shared);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is StoreConnection.Corrupt or StoreConnection.NotADatabase)
        {
            return Salvage.Of(path, () => Connect(path, shared));
        }
        catch (SqliteException exception)
        {
            throw Told(path, exception);
        }
    }

    /// <summary>The file at <paramref name="path"/>, which is not changed; its directory need not be writable, and others may read it as well.</summary>
    /// <exception cref="StoreException">It is being written, damaged or not there.</exception>
    public static RunStore OpenToRead(string path)
    {
        try
        {
            return Owning(StoreConnection.Reading(path), connection => new RunStore(path, connection, writes: false));
        }
        catch (SqliteException exception)
        {
            throw Told(path, exception, Repair);
        }
    }

    /// <summary>What the run of that key gave; null if it is not there. Runs that failed by a mistake of ours are tried again.</summary>
    public StoredRun? Find(string key) => FindRow(key)?.Outcome;

    /// <summary>The same, also where the run failed.</summary>
    internal StoredRun? FindEvenFailed(string key) => Row(key)?.Outcome;

    internal (RunRow Row, StoredRun Outcome)? FindRow(string key) => Row(key) is { Outcome.Status: not CellStatus.Failed } found ? found : null;

    (RunRow Row, StoredRun Outcome)? Row(string key)
    {
        lock (_reading)
        {
            try
            {
                _find.Parameters[0].Value = key;
                using var row = _find.ExecuteReader();
                return row.Read() ? RunRow.Read(key, row) : null;
            }
            catch (SqliteException)
            {
                // What cannot be read is computed again.
                return null;
            }
        }
    }

    /// <summary>Keeps what a run gave.</summary>
    /// <exception cref="StoreException">An earlier one could not be written.</exception>
    public void Keep(string key, StoredRun outcome) => Keep(RunRow.Of(key, outcome));

    internal void Keep(RunRow row) => _writer.Add(row);

    /// <summary>Waits until everything is written.</summary>
    /// <exception cref="StoreException">Something could not be.</exception>
    public void Flush() => _writer.Flush();

    /// <summary>How many runs are there.</summary>
    public long Count => Convert.ToInt64(Scalar("SELECT count(*) FROM runs"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What is known about all runs together.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Facts => Read("SELECT name, value FROM facts", row => (Name: row.GetString(0), Value: row.GetString(1)))
        .ToDictionary(fact => fact.Name, fact => fact.Value);

    /// <summary>Makes a single file of it, all of it on the disk: nothing more is kept, and it may be moved when it is closed.</summary>
    /// <exception cref="StoreException">That cannot be.</exception>
    public void Seal()
    {
        Flush();
        try
        {
            if (Scalar("PRAGMA journal_mode = DELETE") is not "delete")
                throw new StoreException($"cannot finish {Path}: its write-ahead log is in use");
        }
        catch (SqliteException exception)
        {
            throw Told(Path, exception);
        }
    }

    /// <summary>Replaces all facts.</summary>
    public void SetFacts(IEnumerable<KeyValuePair<string, string>> facts) => Write(() =>
    {
        Execute("DELETE FROM facts");
        foreach (var (name, value) in facts)
            Execute("INSERT INTO facts VALUES ($name, $value)", ("$name", name), ("$value", value));
    });

    /// <summary>The files that the study was read from; none in a store of before they were kept.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<InputFile> Inputs => Read("SELECT name FROM sqlite_master WHERE name = 'inputs'", row => row.GetString(0)).Count == 0 ? []
        : Read("SELECT path, content FROM inputs ORDER BY place", row => new InputFile(row.GetString(0), Packed.Unpack(row.GetFieldValue<byte[]>(1))));

    /// <summary>Replaces the files that the study was read from.</summary>
    public void SetInputs(IReadOnlyList<InputFile> inputs) => Write(() =>
    {
        Execute("CREATE TABLE IF NOT EXISTS inputs (path TEXT PRIMARY KEY, place INTEGER NOT NULL, content BLOB NOT NULL)");
        Execute("DELETE FROM inputs");
        foreach (var (place, input) in inputs.Index())
            Execute("INSERT INTO inputs VALUES ($path, $place, $content)", ("$path", input.Path), ("$place", place), ("$content", Packed.Pack(input.Content.Span)));
    });

    /// <summary>Takes over all runs of another store.</summary>
    public void Import(string path)
    {
        lock (_reading)
        {
            Execute("ATTACH DATABASE $path AS other", ("$path", path));
            Execute("INSERT OR REPLACE INTO runs SELECT * FROM other.runs");
            Execute("DETACH DATABASE other");
        }
    }

    /// <summary>Drops the runs with other keys.</summary>
    /// <param name="keys">Those to keep, each once; all of them are there.</param>
    public void Retain(IReadOnlyCollection<string> keys) => Write(() =>
    {
        if (Count == keys.Count)
            return;
        Execute("CREATE TEMP TABLE kept (key TEXT PRIMARY KEY) WITHOUT ROWID");
        using (var insert = Command("INSERT OR IGNORE INTO kept VALUES ($key)"))
        {
            insert.Parameters.Add("$key", SqliteType.Text);
            foreach (var key in keys)
            {
                insert.Parameters[0].Value = key;
                insert.ExecuteNonQuery();
            }
        }

        Execute("DELETE FROM runs WHERE key NOT IN (SELECT key FROM kept)");
        Execute("DROP TABLE kept");
    });

    public void Dispose()
    {
        _writer.Dispose();
        _find.Dispose();
        _connection.Dispose();
    }

    internal static StoreException Told(string path, SqliteException exception, string repair = "") => new(
        exception.SqliteErrorCode switch
        {
            StoreConnection.Busy => $"{path} is in use by another process",
            StoreConnection.Corrupt => $"{path} is damaged: it is cut short or overwritten{repair}",
            StoreConnection.NotADatabase => $"{path} is no file of results: its beginning is overwritten, or another program wrote it{repair}",
            StoreConnection.LacksTable => $"{path} has no table of runs: it is cut short to nothing, or another program wrote it{repair}",
            _ => $"cannot use {path}: {exception.Message.ReplaceLineEndings(" ")}",
        },
        exception);

    static RunStore Connect(string path, bool shared) => Owning(StoreConnection.Writing(path, shared), connection => new RunStore(path, connection, writes: true));

    static RunStore Owning(SqliteConnection connection, Func<SqliteConnection, RunStore> make)
    {
        try
        {
            return make(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    void Write(Action statements)
    {
        Flush();
        lock (_reading)
        {
            try
            {
                using var transaction = _connection.BeginTransaction();
                statements();
                transaction.Commit();
            }
            catch (SqliteException exception)
            {
                throw Told(Path, exception);
            }
        }
    }

    List<T> Read<T>(string sql, Func<SqliteDataReader, T> read)
    {
        lock (_reading)
        {
            try
            {
                using var command = Command(sql);
                using var row = command.ExecuteReader();
                List<T> rows = [];
                while (row.Read())
                    rows.Add(read(row));
                return rows;
            }
            catch (SqliteException exception)
            {
                throw Told(Path, exception, _repair);
            }
        }
    }

    object? Scalar(string sql)
    {
        lock (_reading)
        {
            using var command = Command(sql);
            return command.ExecuteScalar();
        }
    }

    void Execute(string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(sql);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written in this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
