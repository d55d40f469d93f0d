namespace Sim.Cli.Output;

/// <summary>A file on its way to its place: it is there whole or not at all, and what was there stays until then.</summary>
/// <remarks>
/// It is written beside the file that it replaces, and renamed; that file's mode is kept. The name beside it is always the same, so that what the end of a process left is
/// written over. What is no regular file takes the bytes as they come.
/// </remarks>
sealed class WholeFile : IDisposable
{
    readonly FileTarget _target;
    bool _isKept;

    /// <summary>Begins to write the file at <paramref name="path"/>, whose directory exists.</summary>
    public WholeFile(string path)
    {
        _target = FileTarget.Of(path);
        Content = _target.IsRegular ? OpenBeside(_target) : _target.OpenThrough();
    }

    /// <summary>Takes the content.</summary>
    public Stream Content { get; }

    /// <summary>All of it is written: it takes its place.</summary>
    public void Keep()
    {
        Content.Flush();
        if (_target.IsRegular)
        {
            if (!OperatingSystem.IsWindows() && File.Exists(_target.Path))
                File.SetUnixFileMode(Beside(_target), File.GetUnixFileMode(_target.Path));
            // Where an open file can be renamed, it stays locked until it is.
            if (OperatingSystem.IsWindows())
                Content.Dispose();
            File.Move(Beside(_target), _target.Path, overwrite: true);
        }

        _isKept = true;
        Content.Dispose();
    }

    /// <summary>Forgets what was written, unless it is in its place.</summary>
    public void Dispose()
    {
        try
        {
            Content.Dispose();
        }
        finally
        {
            if (_target.IsRegular && !_isKept)
                File.Delete(Beside(_target));
        }
    }

    /// <summary>Deletes the file at <paramref name="path"/>, and what the end of a process left of one.</summary>
    public static void Delete(string path)
    {
        var target = FileTarget.Of(path);
        if (!target.IsRegular)
            return;
        File.Delete(target.Path);
        File.Delete(Beside(target));
    }

    static FileStream OpenBeside(FileTarget target)
    {
        try
        {
            return new FileStream(Beside(target), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Of the file that was asked for.
            throw new IOException(exception.Message.Replace(Beside(target), target.Path, StringComparison.Ordinal), exception);
        }
    }

    static string Beside(FileTarget target) => Path.Combine(Path.GetDirectoryName(target.Path) ?? "", $".{Path.GetFileName(target.Path)}.tmp");
}
