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
    public static DesignException NoEntry(string file, string entry, string user) =>
        new([new("SIM154", $"the text has no global label '{entry}'", new SourceSpan(file), $"Write .global before the label that {user}.")]);
}
