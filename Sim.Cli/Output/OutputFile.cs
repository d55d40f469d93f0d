namespace Sim.Cli.Output;

/// <summary>The one file that a verb makes: on stdout, or where the user wants it.</summary>
static class OutputFile
{
    /// <summary>Writes <paramref name="text"/> to <paramref name="path"/>, or to stdout if that is null; the exit code.</summary>
    public static int Write(CommandContext context, string? path, string text)
    {
        if (path is not null)
            return Write(context, path, System.Text.Encoding.UTF8.GetBytes(text));
        context.Out.Write(text);
        return ExitCode.Done;
    }

    /// <summary>Writes <paramref name="bytes"/> to <paramref name="path"/>; the exit code.</summary>
    public static int Write(CommandContext context, string path, byte[] bytes)
    {
        var directory = new OutputDirectory(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".");
        if ((directory.Prepare() ?? directory.Attempt(() => directory.Save(Path.GetFileName(path), bytes))) is { } error)
        {
            context.Error.WriteLine($"sim: {error}");
            return ExitCode.BadInput;
        }

        context.Error.WriteLine($"wrote {path}");
        return ExitCode.Done;
    }
}
