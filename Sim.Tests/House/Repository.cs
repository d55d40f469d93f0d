using System.Runtime.CompilerServices;

namespace Sim.Tests.House;

/// <summary>The working tree that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>Source files of a project, by path from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    // Builds map paths to /_/ so that they are equal everywhere; the real place is then found upwards from the binaries.
    static string ThisFile([CallerFilePath] string path = "")
    {
        if (File.Exists(path))
            return path;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
                return Path.Combine(folder.FullName, "Sim.Tests", "House", "Repository.cs");
        }

        throw new DirectoryNotFoundException("no Sim.sln above " + AppContext.BaseDirectory);
    }
}
