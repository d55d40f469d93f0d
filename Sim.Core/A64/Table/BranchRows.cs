using Sim.Core.A64.Operands;
using Sim.Core.A64.Parsing;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Branches.</summary>
static class BranchRows
{
    public static IEnumerable<Row> All()
    {
        var far = new WordTarget(0, 26, FixupKind.Branch);
        var near = new WordTarget(5, 19, FixupKind.ConditionalBranch);
        var byBit = new WordTarget(5, 14, FixupKind.TestBranch);
        yield return new Row("b", 0x1400_0000, new() { Opcode = Opcode.B }, far);
        yield return new Row("bl", 0x9400_0000, new() { Opcode = Opcode.Bl, Rd = Register.Link }, far);

        foreach (var condition in Enum.GetValues<Condition>())
        {
            yield return new Row($"b.{ConditionNames.Of(condition)}", 0x5400_0000 | (uint)condition,
                new() { Opcode = Opcode.BCond, Condition = condition }, near)
            {
                Synonyms = [.. SynonymsOf(condition)],
            };

            // With a hint that the branch goes the same way most times.
            yield return new Row($"bc.{ConditionNames.Of(condition)}", 0x5400_0010 | (uint)condition,
                new() { Opcode = Opcode.BCond, Condition = condition }, near)
            {
                Synonyms = [.. ConditionNames.All.Where(name => name.Value == condition && name.Key != ConditionNames.Of(condition)).Select(name => $"bc.{name.Key}")],
            };
        }

        yield return new Row("cbz", 0x3400_0000, new() { Opcode = Opcode.Cbz }, Width, RtAsRn, near);
        yield return new Row("cbnz", 0x3500_0000, new() { Opcode = Opcode.Cbnz }, Width, RtAsRn, near);
        yield return new Row("tbz", 0x3600_0000, new() { Opcode = Opcode.Tbz }, RtAsRn, new TestedBit(), byBit);
        yield return new Row("tbnz", 0x3700_0000, new() { Opcode = Opcode.Tbnz }, RtAsRn, new TestedBit(), byBit);
        yield return new Row("br", 0xd61f_0000, new() { Opcode = Opcode.Br }, Rn);
        yield return new Row("blr", 0xd63f_0000, new() { Opcode = Opcode.Blr, Rd = Register.Link }, Rn);
        yield return new Row("ret", 0xd65f_0000, new() { Opcode = Opcode.Ret },
            new GeneralRegister(5, Slot.Rn, Number31.ZeroSource) { Otherwise = Register.Link });
    }

    // With a dot and without, and by the names for unsigned numbers.
    static IEnumerable<string> SynonymsOf(Condition condition) =>
        from name in ConditionNames.All
        where name.Value == condition
        from dot in (string[])[".", ""]
        where dot.Length == 0 || name.Key != ConditionNames.Of(condition)
        select $"b{dot}{name.Key}";
}
