using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Parsing;

/// <summary>Ends the parsing of one statement; never leaves the assembler.</summary>
sealed class SyntaxException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
