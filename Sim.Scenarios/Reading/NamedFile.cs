using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Reading;

/// <summary>Files that another file names.</summary>
static class NamedFile
{
    /// <summary>Passes the mistakes of a file on; what is wrong with it as a whole is reported at <paramref name="node"/>, which names it.</summary>
    /// <param name="node">The name.</param>
    /// <param name="text">The name as written.</param>
    /// <param name="path">Where the file was looked for.</param>
    /// <param name="mistakes">Those of the file.</param>
    /// <param name="bag">Receives them.</param>
    public static void Report(Node node, string text, string path, IEnumerable<Diagnostic> mistakes, DiagnosticBag bag)
    {
        foreach (var mistake in mistakes)
        {
            if (mistake.Code is not (Code.Unreadable or Code.TooLarge or Code.NotText))
                bag.Add(mistake);
            else if (!InputFiles.Exists(path) && !InputFiles.IsDirectory(path))
                node.Place.Report(bag, mistake.Code, $"there is no file {Quoted.Text(text)}", $"Looked for {path}.");
            else
                node.Place.Report(bag, mistake.Code, $"{Quoted.Text(text)}: {mistake.Message}", mistake.Hint);
        }
    }
}
