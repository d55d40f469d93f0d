using Sim.Scenarios.Spec;

namespace Sim.Scenarios.Store;

/// <summary>The cache: runs of all studies, a file for each version of the model.</summary>
public static class RunCache
{
    static readonly TimeSpan Unused = TimeSpan.FromDays(30);

    /// <summary>Where the cache is unless told otherwise. Null where the user has no home.</summary>
    public static string? DefaultDirectory
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
                : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } user ? Path.Combine(user, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache")
                : "";
            return home.Length > 0 ? Path.Combine(home, "sim") : null;
        }
    }

    /// <summary>The cache in a directory, which is made if there is none; files of other versions go after a month without use.</summary>
    /// <exception cref="StoreException">It cannot be used.</exception>
    public static RunStore Open(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var file in Directory.EnumerateFiles(directory, "runs-*.db").Where(file => DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > Unused))
                File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot use the cache {directory}: {exception.Message}", exception);
        }

        return RunStore.Open(Path.Combine(directory, $"runs-{ModelVersion.Text}.db"), shared: true);
    }
}
