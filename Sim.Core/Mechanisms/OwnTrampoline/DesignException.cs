using Sim.Core.Diagnostics;

namespace Sim.Core.Mechanisms.OwnTrampoline;

/// <summary>The text of somebody's own trampoline has mistakes: the user's error, with each one's place.</summary>
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
}
