using System.Text;

namespace Sim.Cli.Output;

/// <summary>A directory that a verb writes files into.</summary>
/// <remarks>Each is written under another name and then renamed: a file that is there is whole.</remarks>
sealed class OutputDirectory(string directory)
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly List<string> _written = [];

    /// <summary>Paths of what was written, in order.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Makes the directory and tries to write there, before hours of simulation; the reason why that cannot be, or null.</summary>
    public string? Prepare() => Attempt(() =>
    {
        Directory.CreateDirectory(directory);
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
