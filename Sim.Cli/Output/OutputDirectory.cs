using System.Text;

namespace Sim.Cli.Output;

/// <summary>A directory that a verb writes files into.</summary>
sealed class OutputDirectory(string directory)
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly List<string> _written = [];
    readonly List<(string Path, WholeFile File)> _staged = [];
    readonly List<string> _stale = [];

    /// <summary>Paths of what was written, in order.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Makes the directory and tries to write there, before hours of simulation; the reason why that cannot be, or null.</summary>
    public string? Prepare() => Attempt(() =>
    {
        Make();
        var trial = PathOf(".trial.tmp");
        File.WriteAllBytes(trial, []);
        File.Delete(trial);
    });

    /// <summary>Makes the directory, if it is not there.</summary>
    public void Make()
    {
        if (directory.Length == 0)
            throw new IOException("the path is empty");
        if (File.Exists(directory))
            throw new IOException($"{directory} is a file, not a directory");
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"no directory can be made in {Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(directory)) ?? directory)}", exception);
        }
    }

    /// <summary>Does what saves and deletes; the reason why that cannot be, or null.</summary>
    public string? Attempt(Action action) => Attempt(directory, action);

    /// <summary>The same for any <paramref name="place"/>.</summary>
    public static string? Attempt(string place, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"cannot write to {place}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Writes a file that appears when everything is committed; nothing is lost if the disk is full.</summary>
    public void Stage(string name, Action<Stream> write)
    {
        var file = new WholeFile(PathOf(name));
        _staged.Add((PathOf(name), file));
        write(file.Content);
        file.Content.Flush();
    }

    /// <inheritdoc cref="Stage(string, Action{Stream})"/>
    public void Stage(string name, byte[] content) => Stage(name, file => file.Write(content));

    /// <inheritdoc cref="Stage(string, Action{Stream})"/>
    public void Stage(string name, string content) => Stage(name, Utf8.GetBytes(content));

    /// <summary>Deletes what an earlier run left and does not belong to these results, when everything is committed.</summary>
    public void StageRemoval(string name) => _stale.Add(name);

    /// <summary>Replaces what was there by what was staged.</summary>
    public void Commit()
    {
        foreach (var name in _stale)
            Delete(name);
        foreach (var (path, file) in _staged)
        {
            file.Keep();
            _written.Add(path);
        }

        _staged.Clear();
        _stale.Clear();
    }

    /// <summary>Forgets what was staged and not committed.</summary>
    public void Abandon()
    {
        foreach (var (_, file) in _staged)
            file.Dispose();
        _staged.Clear();
    }

    public void Save(string name, string content) => Save(name, Utf8.GetBytes(content));

    public void Save(string name, byte[] content)
    {
        using var file = new WholeFile(PathOf(name));
        file.Content.Write(content);
        file.Keep();
        _written.Add(PathOf(name));
    }

    /// <summary>Deletes what an earlier run left and does not belong to these results.</summary>
    public void Delete(string name) => WholeFile.Delete(PathOf(name));

    string PathOf(string name) => Path.Combine(directory, name);
}
