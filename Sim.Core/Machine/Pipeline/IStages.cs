using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <summary>
/// What becomes of a fetched instruction, by what its form needs of a core. Each method executes an instruction that could leave the front end in cycle
/// <c>frontEnd</c>; those that may go elsewhere return the next one. Implemented by structs, so that <see cref="FormStages.Execute"/>
/// is compiled for each and calls them directly.
/// </summary>
interface IStages
{
    /// <summary>Registers in, registers out.</summary>
    void Compute<TForm>(in Step step, long frontEnd)
        where TForm : struct, IComputeForm;

    /// <summary>The same for the forms that are not among the commonest.</summary>
    void Arithmetic(in Step step, long frontEnd);

    /// <summary>A register move that renaming does.</summary>
    void Rename(in Step step, long frontEnd);

    void Load<TForm>(in Step step, long frontEnd)
        where TForm : struct, IMemoryForm;

    void Store<TForm>(in Step step, long frontEnd)
        where TForm : struct, IMemoryForm;

    /// <summary>A branch whose target is in the instruction.</summary>
    ref readonly Step Branch<TForm>(in Step step, long frontEnd)
        where TForm : struct, IBranchForm;

    /// <summary>BLR.</summary>
    ref readonly Step CallRegister(in Step step, long frontEnd);

    ref readonly Step Return(in Step step, long frontEnd);

    /// <summary>All forms that are not among the commonest.</summary>
    ref readonly Step Other(in Step step, long frontEnd);

    /// <summary>Decodes the instruction, and then does with it what its form needs.</summary>
    ref readonly Step Decode(in Step step, long frontEnd);
}
