using System.Text;

namespace Sim.Cli.Output;

/// <summary>A directory that a verb writes files into.</summary>
/// <remarks>Each is written under another name and then renamed: a file that is there is whole.</remarks>
sealed class OutputDirectory(string directory)
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly List<string> _written = [];
    readonly List<string> _staged = [];
    readonly List<string> _stale = [];

    /// <summary>Paths of what was written, in order.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Makes the directory and tries to write there, before hours of simulation; the reason why that cannot be, or null.</summary>
    public string? Prepare() => Attempt(() =>
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"no directory can be made in {Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(directory)) ?? directory)}", exception);
        }

        var trial = Temporary("trial");
        File.WriteAllBytes(trial, []);
        File.Delete(trial);
    });

    /// <summary>Does what saves and deletes; the reason why that cannot be, or null.</summary>
    public string? Attempt(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"cannot write to {directory}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Writes a file that appears when everything is committed; nothing is lost if the disk is full.</summary>
    public void Stage(string name, Action<Stream> write)
    {
        _staged.Add(name);
        using var file = File.Create(Temporary(name), 1 << 16);
        write(file);
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
        foreach (var name in _staged)
        {
            File.Move(Temporary(name), Path.Combine(directory, name), overwrite: true);
            _written.Add(Path.Combine(directory, name));
        }

        _staged.Clear();
        _stale.Clear();
    }

    /// <summary>Forgets what was staged and not committed.</summary>
    public void Abandon()
    {
        foreach (var name in _staged)
            File.Delete(Temporary(name));
        _staged.Clear();
    }

    public void Save(string name, string content) => Save(name, Utf8.GetBytes(content));

    public void Save(string name, byte[] content)
    {
        var temporary = Temporary(name);
        try
        {
            File.WriteAllBytes(temporary, content);
            var path = Path.Combine(directory, name);
            File.Move(temporary, path, overwrite: true);
            _written.Add(path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Deletes what an earlier run left and does not belong to these results.</summary>
    public void Delete(string name) => File.Delete(Path.Combine(directory, name));

    // With the process in its name, so that two runs into one directory do not write into each other's file.
    string Temporary(string name) => Path.Combine(directory, FormattableString.Invariant($".{name}.{Environment.ProcessId}.tmp"));
}
