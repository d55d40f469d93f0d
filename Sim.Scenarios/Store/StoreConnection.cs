using Microsoft.Data.Sqlite;

namespace Sim.Scenarios.Store;

/// <summary>How an SQLite file is opened.</summary>
static class StoreConnection
{
    /// <summary>What SQLite says of a file without the tables of ours.</summary>
    public const int LacksTable = 1;

    /// <summary>What SQLite says of a file that another process has locked.</summary>
    public const int Busy = 5;

    /// <summary>What SQLite says of a damaged file.</summary>
    public const int Corrupt = 11;

    /// <summary>What SQLite says of a file that is no database.</summary>
    public const int NotADatabase = 26;

    /// <summary>To write, made if there is none; a write-ahead log survives the end of the process at any instant.</summary>
    /// <param name="path">Where.</param>
    /// <param name="shared">False to lock the file until it is closed.</param>
    public static SqliteConnection Writing(string path, bool shared) => Open(
        path,
        SqliteOpenMode.ReadWriteCreate,
        timeout: shared ? 10 : 1,
        $"PRAGMA locking_mode = {(shared ? "NORMAL" : "EXCLUSIVE")}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL{(shared ? "" : "; PRAGMA quick_check(1)")}");

    /// <summary>To read one that is there.</summary>
    public static SqliteConnection Reading(string path) => Open(path, SqliteOpenMode.ReadOnly, timeout: 1, "");

    static SqliteConnection Open(string path, SqliteOpenMode mode, int timeout, string settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = timeout }.ToString());
        try
        {
            connection.Open();
            if (settings.Length > 0)
                Set(connection, settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void Set(SqliteConnection connection, string settings)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = settings;
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        do
        {
            while (row.Read())
            {
                if (row.GetName(0) == "quick_check" && row.GetString(0) != "ok")
                    throw new SqliteException(row.GetString(0), Corrupt);
            }
        }
        while (row.NextResult());
    }
}
