namespace Sim.Scenarios.Store;

/// <summary>The file that is in a directory as long as what is there is not complete; whoever holds it is the only one to write there.</summary>
/// <remarks>An empty one says nothing: whoever took it ended before it changed anything.</remarks>
public sealed class ResultsMark : IDisposable
{
    /// <summary>Its name.</summary>
    public const string FileName = "INCOMPLETE";

    readonly string _path;
    readonly FileStream _file;

    ResultsMark(string path, FileStream file, bool wasThere) => (_path, _file, WasThere, WasEmpty) = (path, file, file.Length > 0, wasThere && file.Length == 0);

    /// <summary>True if whoever wrote to the directory before did not finish, or left a shard.</summary>
    public bool WasThere { get; }

    /// <summary>True if whoever wanted to write to the directory before ended before it began.</summary>
    public bool WasEmpty { get; }

    /// <summary>Whether a directory has one that says something.</summary>
    public static bool IsIn(string directory) => new FileInfo(Path.Combine(directory, FileName)) is { Exists: true, Length: > 0 };

    /// <summary>Marks a directory that exists.</summary>
    /// <exception cref="StoreException">Another process writes there, or the mark cannot be written.</exception>
    public static ResultsMark Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            var wasThere = File.Exists(path);
            return new(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0), wasThere);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreException($"cannot write {path}: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new StoreException(
                IsLocked(exception) ? $"{directory} is in use by another process" : $"cannot write {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Says why the directory is not complete.</summary>
    /// <exception cref="StoreException">The disk is full, or the like; the mark is there all the same.</exception>
    public void Write(string text)
    {
        try
        {
            // Never empty in between.
            _file.Position = 0;
            _file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            _file.SetLength(_file.Position);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException exception)
        {
            throw new StoreException($"cannot write {_path}: {exception.Message}", exception);
        }
    }

    /// <summary>The directory is complete.</summary>
    public void Remove()
    {
        // Where a file that is open cannot be deleted, it is closed before.
        if (OperatingSystem.IsWindows())
            _file.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();

    // EAGAIN of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    static bool IsLocked(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32;
}
