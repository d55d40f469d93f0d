using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>What a dump holds.</summary>
/// <param name="Physical">Memory by physical address; null if there is none.</param>
/// <param name="Virtual">Memory by virtual address; null if there is none.</param>
/// <param name="Notes">Registers and VMCOREINFO.</param>
sealed record ImageParts(PhysicalMemory? Physical, ByteSource? Virtual, CoreNotes Notes);
