using Sim.Core.A64;
using Sim.Core.Diagnostics;

namespace Sim.Core.Mechanisms.OwnTrampoline;

/// <summary>The text of a user's own trampoline or tracer has mistakes: the user's error, with each one's place.</summary>
public sealed class DesignException : Exception
{
    public DesignException()
        : this([])
    {
    }

    public DesignException(string message)
        : this([], message)
    {
    }

    public DesignException(string message, Exception innerException)
        : base(message, innerException) => Mistakes = [];

    public DesignException(IReadOnlyList<Diagnostic> mistakes)
        : this(mistakes, string.Join('\n', mistakes))
    {
    }

    DesignException(IReadOnlyList<Diagnostic> mistakes, string message)
        : base(message) => Mistakes = mistakes;

    public IReadOnlyList<Diagnostic> Mistakes { get; }

    /// <summary>The text does not have the global label where it is to be entered.</summary>
    public static DesignException NoEntry(SourceText text, string entry, string user)
    {
        var (message, hint) = EntryLabel.IsIn(text, entry)
            ? ($"the label '{entry}', which {user}, is not global", $"Write .global {entry} before it.")
            : ($"the text has no global label '{entry}'", $"Write .global before the label that {user}.");
        return new([EntryLabel.Show(new("SIM154", message, default, hint), text, entry)]);
    }
}
