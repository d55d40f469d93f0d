using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sim.Scenarios.Store;

/// <summary>Writes rows as they come: those that wait go into one transaction.</summary>
sealed class RunWriter : IDisposable
{
    // More than these wait for the disk.
    const int MostWaiting = 1000;

    // So long the first row of a transaction waits for others: each transaction writes whole pages.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    readonly BlockingCollection<RunRow> _waiting = new(MostWaiting);
    readonly SqliteConnection _connection;
    readonly Lock _lock;
    readonly Thread _thread;
    readonly ManualResetEventSlim _idle = new(true);
    volatile StoreException? _failure;
    int _pending;

    public RunWriter(SqliteConnection connection, Lock sharing)
    {
        (_connection, _lock) = (connection, sharing);
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "store" };
        _thread.Start();
    }

    /// <exception cref="StoreException">An earlier row could not be written.</exception>
    public void Add(RunRow row)
    {
        if (_failure is { } failure)
            throw failure;
        lock (_idle)
        {
            _pending++;
            _idle.Reset();
        }

        try
        {
            _waiting.Add(row);
        }
        catch (InvalidOperationException)
        {
            // Closed meanwhile: a simulation that nothing waits for any more.
        }
    }

    /// <exception cref="StoreException">A row could not be written.</exception>
    public void Flush()
    {
        _idle.Wait();
        if (_failure is { } failure)
            throw failure;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
    }

    void WriteAll()
    {
        var batch = new List<RunRow>();
        while (!_waiting.IsCompleted)
        {
            if (!_waiting.TryTake(out var row, Timeout.Infinite))
                continue;
            batch.Add(row);
            var due = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            while (batch.Count < MostWaiting && _waiting.TryTake(out row, (int)Math.Max(0, due - Environment.TickCount64)))
                batch.Add(row);
            Write(batch);
            lock (_idle)
            {
                _pending -= batch.Count;
                if (_pending == 0)
                    _idle.Set();
            }

            batch.Clear();
        }
    }

    void Write(List<RunRow> batch)
    {
        // After a failure nothing more is written: what is there stays in order.
        if (_failure is not null)
            return;
        try
        {
            lock (_lock)
            {
                using var transaction = _connection.BeginTransaction();
                using var insert = _connection.CreateCommand();
                insert.CommandText = "INSERT OR REPLACE INTO runs VALUES ($key, $status, $reason, $result, $digest)";
                var names = (string[])["$key", "$status", "$reason", "$result", "$digest"];
                foreach (var name in names)
                    insert.Parameters.Add(name, SqliteType.Text);
                foreach (var row in batch)
                {
                    foreach (var (index, value) in ((string[])[row.Key, row.Status, row.Reason, row.Result, row.Digest]).Index())
                        insert.Parameters[index].Value = value;
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }
        }
        catch (SqliteException exception)
        {
            _failure = RunStore.Told(_connection.DataSource, exception);
        }
    }
}
