namespace Sim.Tests.Golden;

/// <summary>Texts that must not change unnoticed, one file each beside this one; <c>SIM_UPDATE_GOLDEN=1</c> rewrites them.</summary>
static class GoldenFile
{
    /// <summary>Passes if the file <paramref name="name"/> holds exactly <paramref name="actual"/>.</summary>
    public static void Check(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);

        Assert.That(File.Exists(path), $"{name} is missing: run with SIM_UPDATE_GOLDEN=1 and read what it writes");
        Assert.That(actual, Is.EqualTo(File.ReadAllText(path)), $"{name} changed: run with SIM_UPDATE_GOLDEN=1 and read the difference");
    }

    static string Folder()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("no Sim.sln above the tests"), "Sim.Tests", "Golden");
    }
}
