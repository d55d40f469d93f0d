using Sim.Cli.Usage;

namespace Sim.Cli.Output;

/// <summary>A file that the user named: where it is to be, or on stdout.</summary>
static class OutputFile
{
    const string Stdout = "-";

    /// <summary>Writes <paramref name="text"/> to <paramref name="path"/>, or to stdout if that is null or <c>-</c>; the exit code.</summary>
    public static int Write(CommandContext context, string? path, string text)
    {
        if (path is not null and not Stdout)
            return Write(context, path, System.Text.Encoding.UTF8.GetBytes(text));
        context.Out.Write(text);
        return ExitCode.Done;
    }

    /// <summary>Writes <paramref name="bytes"/> to <paramref name="path"/>; the exit code.</summary>
    public static int Write(CommandContext context, string path, byte[] bytes)
    {
        if (Save(path, bytes) is { } error)
        {
            context.Error.WriteLine($"sim: {error}");
            return ExitCode.BadInput;
        }

        context.Error.WriteLine($"wrote {path}");
        return ExitCode.Done;
    }

    /// <summary>Writes it, and makes its directory; the reason why that cannot be, or null.</summary>
    public static string? Save(string path, byte[] bytes) => Attempt(path, (directory, name) => directory.Save(name, bytes));

    /// <summary>
    /// Puts <paramref name="text"/> in the place of what an earlier command left, or nothing if that is null, before hours of simulation; the reason why that cannot be, or null.
    /// In a device or pipe nothing is left.
    /// </summary>
    public static string? Begin(string path, string? text) => Attempt(path, (directory, name) =>
    {
        if (!FileTarget.Of(path).IsRegular)
            return;
        directory.Save(name, text ?? "");
        if (text is null)
            directory.Delete(name);
    });

    static string? Attempt(string path, Action<OutputDirectory, string> action) => OutputDirectory.Attempt(path, () =>
    {
        if (path.Length == 0)
            throw new IOException("the path is empty");
        if (Directory.Exists(path))
            throw new IOException("this is a directory, not a file");
        if (WrittenOver.IsRead(path))
            throw new IOException("it is read: give the output another name");
        var directory = new OutputDirectory(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".");
        directory.Make();
        action(directory, Path.GetFileName(path));
    });
}
