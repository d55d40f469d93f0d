using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Watches a core instruction by instruction. A struct, so that a pipeline is compiled for each, and one that does nothing costs nothing.</summary>
public interface IPipelineListener
{
    /// <summary>True if it is told of each instruction's begin too; a constant, so that a pipeline compiled for others has no trace of it.</summary>
    static abstract bool SeesFetch { get; }

    /// <summary>An instruction was fetched and has not executed yet; called in program order, if <see cref="SeesFetch"/>.</summary>
    void Fetched(in FetchSteps steps);

    /// <summary>An instruction went all the way; called in program order.</summary>
    void Retired(in InstructionTimes times);
}

/// <summary>No listener.</summary>
public readonly struct NoListener : IPipelineListener
{
    public static bool SeesFetch => false;

    public void Fetched(in FetchSteps steps)
    {
    }

    public void Retired(in InstructionTimes times)
    {
    }
}

/// <summary>The cycles of one executed instruction.</summary>
/// <param name="Address">Address of the instruction.</param>
/// <param name="Kind">How it moved through the pipeline.</param>
/// <param name="FrontEnd">First cycle in which it could leave the front end.</param>
/// <param name="Dispatch">Dispatch; in order: issue.</param>
/// <param name="Issue">Issue to a port; dispatch for what needs none.</param>
/// <param name="Complete">Its results are there.</param>
/// <param name="Before">Retirement (in order: issue) of the instruction before.</param>
/// <param name="Retire">Retirement; in order: issue.</param>
public readonly record struct InstructionTimes(
    ulong Address, MicroOpKind Kind, long FrontEnd, long Dispatch, long Issue, long Complete, long Before, long Retire);
