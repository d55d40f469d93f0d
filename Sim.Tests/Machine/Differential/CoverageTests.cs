using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Machine.Differential;

public sealed class CoverageTests
{
    const int Programs = 2_000; // Of those that the differential test runs first.

    // What no program executes, and the written-out test that has it instead.
    static readonly Dictionary<string, string> ExceptedMnemonics = new()
    {
        ["brk"] = EndsTheEmulator,
        ["svc"] = CallsTheEmulator,
        ["eret"] = IsPrivileged,
        ["hlt"] = EndsTheEmulator,
        ["hvc"] = EndsTheEmulator,
        ["smc"] = EndsTheEmulator,
        ["eretaa"] = "is privileged: " + nameof(PointerAuthenticationTests.An_exception_return_authenticates_its_address),
        ["eretab"] = "is privileged: " + nameof(PointerAuthenticationTests.An_exception_return_authenticates_its_address),
        ["bal"] = UnknownToGnu,
        ["bnv"] = UnknownToGnu,
        ["dc"] = Maintains,
        ["ic"] = Maintains,
        ["tlbi"] = Maintains,
        ["at"] = Maintains,
        ["sys"] = Maintains,
        ["sysl"] = Maintains,
        ["cfp"] = Maintains,
        ["dvp"] = Maintains,
        ["cpp"] = Maintains,
        ["wfet"] = "is unknown to the emulator",
        ["wfit"] = "is unknown to the emulator",
        ["udf"] = "ends the emulator: " + nameof(BranchingTests.A_word_outside_the_subset_faults_with_its_address_and_itself),
        ["ctz"] = IsNew,
        ["cnt"] = IsNew,
        ["abs"] = IsNew,
        ["smax"] = IsNew,
        ["smin"] = IsNew,
        ["umax"] = IsNew,
        ["umin"] = IsNew,
        ["irg"] = HasNoTags,
        ["addg"] = HasNoTags,
        ["subg"] = HasNoTags,
        ["ldg"] = HasNoTags,
        ["ldgm"] = HasNoTags,
        ["stg"] = HasNoTags,
        ["st2g"] = HasNoTags,
        ["stgm"] = HasNoTags,
        ["stzgm"] = HasNoTags,
    };

    static readonly Dictionary<Opcode, string> ExceptedOpcodes = new()
    {
        [Opcode.Brk] = EndsTheEmulator,
        [Opcode.Svc] = CallsTheEmulator,
        [Opcode.Eret] = IsPrivileged,
        [Opcode.MsrField] = $"is privileged: {nameof(SystemAccessTests.A_field_of_the_process_state_is_written_by_a_constant)}",
        [Opcode.Hlt] = EndsTheEmulator,
        [Opcode.Hvc] = EndsTheEmulator,
        [Opcode.Smc] = EndsTheEmulator,
        [Opcode.Undefined] = $"is no instruction: {nameof(BranchingTests.A_word_outside_the_subset_faults_with_its_address_and_itself)}",
        [Opcode.MsrSet] = MaskIsPrivileged,
        [Opcode.MsrClear] = MaskIsPrivileged,
        [Opcode.DcClean] = Maintains,
        [Opcode.DcZva] = $"the block's size is the core's: {nameof(ChecksumTests.Zeroing_a_block_writes_64_bytes)}",
        [Opcode.IcIvau] = Maintains,
        [Opcode.IcAll] = Maintains,
        [Opcode.TlbiPage] = Maintains,
        [Opcode.TlbiAll] = Maintains,
        [Opcode.RestrictPrediction] = Maintains,
        [Opcode.At] = Maintains,
        [Opcode.Sys] = Maintains,
        [Opcode.Sysl] = Maintains,
        [Opcode.Ctz] = IsNew,
        [Opcode.CountOnes] = IsNew,
        [Opcode.Abs] = IsNew,
        [Opcode.Smax] = IsNew,
        [Opcode.Smin] = IsNew,
        [Opcode.Umax] = IsNew,
        [Opcode.Umin] = IsNew,
        [Opcode.Irg] = HasNoTags,
        [Opcode.AddTagged] = HasNoTags,
        [Opcode.LoadTag] = HasNoTags,
        [Opcode.LoadTagBlock] = HasNoTags,
        [Opcode.StoreTagBlock] = HasNoTags,
        [Opcode.ZeroTagBlock] = HasNoTags,
    };

    // Of those that user mode can access; the others are in SystemAccessTests and ExceptionTests.
    static readonly Dictionary<SystemRegister, string> ExceptedRegisters = new()
    {
        [SystemRegister.Daif] = MaskIsPrivileged,
        [SystemRegister.Dit] = DiffersFromCoreToCore,
        [SystemRegister.Ssbs] = DiffersFromCoreToCore,
        [SystemRegister.Tco] = DiffersFromCoreToCore,
        [SystemRegister.Fpcr] = DiffersFromCoreToCore,
        [SystemRegister.Fpsr] = DiffersFromCoreToCore,
        [SystemRegister.TpidrroEl0] = "is the emulator's: written by kernels alone",
        [SystemRegister.ScxtnumEl0] = DiffersFromCoreToCore,
        [SystemRegister.CntvctEl0] = NeverReadsTheSame,
        [SystemRegister.CntvctssEl0] = NeverReadsTheSame,
        [SystemRegister.CntpctEl0] = NeverReadsTheSame,
        [SystemRegister.CntpctssEl0] = NeverReadsTheSame,
        [SystemRegister.DczidEl0] = DiffersFromCoreToCore,
        [SystemRegister.CntfrqEl0] = DiffersFromCoreToCore,
        [SystemRegister.CntpCtlEl0] = IsTrapped,
        [SystemRegister.CntpCvalEl0] = IsTrapped,
        [SystemRegister.CntvCtlEl0] = IsTrapped,
        [SystemRegister.CntvCvalEl0] = IsTrapped,
        [SystemRegister.PmuserenrEl0] = IsTrapped,
        [SystemRegister.CtrEl0] = $"differs from core to core: {nameof(CodeMaintenanceTests.The_line_sizes_read_what_the_core_was_given)}",
    };

    const string EndsTheEmulator = $"ends the emulator: {nameof(BranchingTests.What_nothing_takes_ends_the_run)}";
    const string UnknownToGnu = $"GNU as writes b.al, b.nv: {nameof(A64.AliasTests.An_alias_is_its_base_instruction)}";
    const string Maintains = $"maintains caches or TLBs, or is privileged: {nameof(CodeMaintenanceTests)}";
    const string IsNew = $"is unknown to the emulator: {nameof(ArithmeticTests.Counts_extremes_and_absolute_values)}";
    const string CallsTheEmulator = $"calls the emulator: {nameof(ExceptionTests)}";
    const string IsPrivileged = $"is privileged: {nameof(ExceptionTests)}";
    const string IsTrapped = $"is left to kernels: {nameof(SystemAccessTests)}";
    const string DiffersFromCoreToCore = $"has bits that not every core has: {nameof(SystemAccessTests)}";
    const string NeverReadsTheSame = $"never reads the same: {nameof(SystemAccessTests.The_counter_reads_what_the_core_was_given)}";
    const string HasNoTags = $"depends on tags of memory: {nameof(TagTests)}";
    const string MaskIsPrivileged = $"is privileged: {nameof(SystemAccessTests.The_interrupt_mask_is_set_and_cleared_by_bit)}";

    static readonly HashSet<string> Mnemonics = [];
    static readonly HashSet<Opcode> Opcodes = [];
    static readonly HashSet<SystemRegister> Registers = [];

    [OneTimeSetUp]
    public void ExecuteThePrograms()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var program = RandomProgram.Of(seed);
            _ = new Execution(program, EmulatorText.AddressOf(0), Record);
            Mnemonics.UnionWith(program.Text.Split('\n', ';', ':').Select(statement => statement.Trim().Split(' ', '\t')[0]));
        }
    }

    [Test]
    public void Random_programs_execute_every_mnemonic_of_the_assembler_but_the_exceptions() =>
        Assert.That(Assembler.Mnemonics.Except(Mnemonics), Is.EquivalentTo(ExceptedMnemonics.Keys.Concat(Assembler.Mnemonics.Where(mnemonic => mnemonic.StartsWith("bc.", StringComparison.Ordinal)))));

    [Test]
    public void Random_programs_execute_every_opcode_but_the_exceptions() =>
        Assert.That(Enum.GetValues<Opcode>().Except(Opcodes), Is.EquivalentTo(ExceptedOpcodes.Keys));

    [Test]
    public void Random_programs_access_every_system_register_of_user_mode_but_the_exceptions() =>
        Assert.That(Enum.GetValues<SystemRegister>().Where(IsOfUserMode).Except(Registers), Is.EquivalentTo(ExceptedRegisters.Keys));

    static bool IsOfUserMode(SystemRegister register) => ((int)register >> 11 & 7) == 3;

    static ExecutionResult Record(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory)
    {
        Opcodes.Add(i.Opcode);
        if (i.Opcode is Opcode.Mrs or Opcode.Msr)
            Registers.Add((SystemRegister)i.Immediate);
        return Interpreter.Execute(i, address, state, memory);
    }
}
