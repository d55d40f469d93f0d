namespace Sim.Core.A64;

/// <summary>Assembly text with the name under which diagnostics speak of it.</summary>
public sealed record SourceText(string Name, string Text)
{
    /// <summary>A routine that travels inside Sim.Core, by its path below the project: <c>Mechanisms/CallOps/ftrace_caller.s</c>.</summary>
    public static SourceText BuiltIn(string path)
    {
        using var stream = typeof(SourceText).Assembly.GetManifestResourceStream(path)
            ?? throw new Diagnostics.SimBug($"no built-in routine '{path}'");
        using var reader = new StreamReader(stream);
        return new SourceText(path, reader.ReadToEnd());
    }
}
