using Sim.Core.Machine;

namespace Sim.Scenarios.Profiles;

/// <summary>What instructions cost that take more than a cycle or a slot: values that a core file gives where it has them.</summary>
sealed class OperationKeys : KeysOf<CoreProfile>
{
    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<ProfileKey> All { get; } =
    [
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.ShiftedLatency, "back_end.shifted", 1, 8, "Cycles of arithmetic and logic whose register operand is shifted or extended.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.ShiftedSlots, "back_end.shifted_slots", 1, 8, "Slots that it takes.")), 1),
        OrElse(Integer(core => core.BackEnd.Operations.FreeShift, "back_end.free_shift", 0, 63, "Additions and subtractions are plain up to so many bits of shift to the left."), 0),
        OrElse(Truth(core => core.BackEnd.Operations.FreeLogicShift, "back_end.free_logic_shift", "Logic that does not set flags is plain with any shift."), false),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.BitFieldLatency, "back_end.bit_field", 1, 8, "Cycles of bit-field extraction, extension, shifts by a constant, and reversals.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.InsertLatency, "back_end.insert", 1, 8, "Cycles of bit-field insertion.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.Multiply32Slots, "back_end.multiply_32_slots", 1, 8, "Slots of a 32-bit multiply.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.Multiply64Slots, "back_end.multiply_64_slots", 1, 8, "Slots of a 64-bit multiply.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.MultiplyHighLatency, "back_end.multiply_high", 0, 20, "Cycles of a multiply for the high half of its result; 0: as multiply_64.")), 0),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.MultiplyHighSlots, "back_end.multiply_high_slots", 1, 8, "Slots of such a multiply.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.Divide32Least, "back_end.divide_32_least", 0, 80, "Cycles of a 32-bit divide whose quotient has no bits; 0: as divide_32.")), 0),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.Divide64Least, "back_end.divide_64_least", 0, 80, "The same of a 64-bit divide; 0: as divide_64.")), 0),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.DivideInterval, "back_end.divide_interval", 0, 80, "Cycles for which a divide keeps the divider; 0: until it is done.")), 0),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.LoadPairSlots, "back_end.load_pair_slots", 1, 8, "Slots of a load pair of 64-bit results.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.StorePairSlots, "back_end.store_pair_slots", 1, 8, "Slots of a store pair of 64-bit registers.")), 1),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.StoreWriteBackSlots, "back_end.store_write_back_slots", 0, 8, "Slots of ports for arithmetic that the write-back of a store's base takes, out of order.")), 0),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.AddressExtra, "back_end.address_extra", 0, 8, "In order: cycles from when arithmetic can use a result to when an address can; not of 64-bit loads.")), 0),
        OrElse(Integer(core => core.BackEnd.Operations.LoadBlockBytes, "back_end.load_block", 0, 256, "Aligned bytes that a load reads in a slot, a power of two from 8 on; 0: any."), 0),
        OrElse(Integer(core => core.BackEnd.Operations.StoreBlockBytes, "back_end.store_block", 0, 256, "Aligned bytes that a store writes in a slot, a power of two from 8 on; 0: any."), 0),
        OrElse(Fittable(Integer(core => core.BackEnd.Operations.SplitLatency, "back_end.split", 0, 60, "Cycles that an unaligned load takes longer that reads more than one block.")), 0),
    ];
}
