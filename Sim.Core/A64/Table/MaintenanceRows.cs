using Sim.Core.A64.Operands;
using static Sim.Core.A64.Table.Parts;

namespace Sim.Core.A64.Table;

/// <summary>Maintenance of caches, TLBs and predictors, and what else SYS encodes.</summary>
static class MaintenanceRows
{
    const uint Sys = 0xd508_0000;
    const uint NoRegister = 31;

    // By the point of unification first: it is what a decoded instruction is encoded as. Those of tags are of memory that has none.
    static readonly (string Operation, uint Word)[] Cleaning =
    [
        ("cvau", 0xd50b_7b20), ("cvac", 0xd50b_7a20), ("civac", 0xd50b_7e20), ("cvap", 0xd50b_7c20), ("cvadp", 0xd50b_7d20),
        ("ivac", 0xd508_7620), ("isw", 0xd508_7640), ("csw", 0xd508_7a40), ("cisw", 0xd508_7e40), ("gva", 0xd50b_7460),
        ("igvac", 0xd508_7660), ("igsw", 0xd508_7680), ("igdvac", 0xd508_76a0), ("igdsw", 0xd508_76c0), ("cgsw", 0xd508_7a80), ("cgdsw", 0xd508_7ac0),
        ("cigsw", 0xd508_7e80), ("cigdsw", 0xd508_7ec0), ("cgvac", 0xd50b_7a60), ("cgdvac", 0xd50b_7aa0), ("cgvap", 0xd50b_7c60),
        ("cgdvap", 0xd50b_7ca0), ("cgvadp", 0xd50b_7d60), ("cgdvadp", 0xd50b_7da0), ("cigvac", 0xd50b_7e60), ("cigdvac", 0xd50b_7ea0),
    ];

    static readonly (string Operation, uint Word)[] Translations =
    [
        ("s1e1r", 0xd508_7800), ("s1e1w", 0xd508_7820), ("s1e0r", 0xd508_7840), ("s1e0w", 0xd508_7860), ("s1e1rp", 0xd508_7900), ("s1e1wp", 0xd508_7920),
        ("s1e2r", 0xd50c_7800), ("s1e2w", 0xd50c_7820), ("s12e1r", 0xd50c_7880), ("s12e1w", 0xd50c_78a0), ("s12e0r", 0xd50c_78c0), ("s12e0w", 0xd50c_78e0),
    ];

    static readonly (string Mnemonic, uint Word)[] Predictions = [("cfp", 0xd50b_7380), ("dvp", 0xd50b_73a0), ("cpp", 0xd50b_73e0)];

    // Of TLBI: op1 and op2. By address, one page; or more than that, with a register (an ASID, a range) or without.
    static readonly (string Operation, uint Op1, uint Op2)[] Pages =
        [("vaale1", 0, 7), ("vae1", 0, 1), ("vaae1", 0, 3), ("vale1", 0, 5), ("vae2", 4, 1), ("vale2", 4, 5)];

    static readonly (string Operation, uint Op1, uint Op2)[] Ranges =
        [("rvae1", 0, 1), ("rvaae1", 0, 3), ("rvale1", 0, 5), ("rvaale1", 0, 7), ("rvae2", 4, 1), ("rvale2", 4, 5)];

    static readonly (string Operation, uint Op1, uint Op2)[] Wholes = [("vmalle1", 0, 0), ("alle2", 4, 0), ("alle1", 4, 4), ("vmalls12e1", 4, 6)];

    // Whom it reaches, and CRm then: of all but ranges, of ranges.
    static readonly (string Suffix, uint Plain, uint Range)[] Domains = [("is", 3, 2), ("", 7, 6), ("os", 1, 5)];

    // Of a stage that Sim has not: CRm and op2 of each domain.
    static readonly (string Operation, (uint Crm, uint Op2) Inner, (uint Crm, uint Op2) Local, (uint Crm, uint Op2) Outer)[] SecondStage =
    [
        ("ipas2e1", (0, 1), (4, 1), (4, 0)), ("ipas2le1", (0, 5), (4, 5), (4, 4)),
        ("ripas2e1", (0, 2), (4, 2), (4, 3)), ("ripas2le1", (0, 6), (4, 6), (4, 7)),
    ];

    public static IEnumerable<Row> All()
    {
        foreach (var (operation, word) in Cleaning)
            yield return new Row("dc", word, new() { Opcode = Opcode.DcClean }, new Keyword(operation), RtAsRn);
        yield return new Row("dc", 0xd50b_7420, new() { Opcode = Opcode.DcZva }, new Keyword("zva"), RtAsRn);
        yield return new Row("dc", 0xd50b_7480, new() { Opcode = Opcode.DcZva }, new Keyword("gzva"), RtAsRn);
        yield return new Row("ic", 0xd50b_7520, new() { Opcode = Opcode.IcIvau }, new Keyword("ivau"), RtAsRn);
        yield return new Row("ic", 0xd508_751f, new() { Opcode = Opcode.IcAll }, new Keyword("iallu"));
        yield return new Row("ic", 0xd508_711f, new() { Opcode = Opcode.IcAll }, new Keyword("ialluis"));
        foreach (var row in Invalidations(crn: 8, "").Concat(Invalidations(crn: 9, "nxs").Select(OnlyRead)))
            yield return row;
        foreach (var (operation, word) in Translations)
            yield return new Row("at", word, new() { Opcode = Opcode.At, Immediate = word >> 5 & 0x3fff }, new Keyword(operation), RtAsRn);
        foreach (var (mnemonic, word) in Predictions)
            yield return new Row(mnemonic, word, new() { Opcode = Opcode.RestrictPrediction }, new Keyword("rctx"), RtAsRn);
        yield return new Row("sys", Sys, new() { Opcode = Opcode.Sys }, new SystemOperation(),
            new GeneralRegister(0, Slot.Rn, Number31.ZeroSource) { IsX = true, Otherwise = 31 });
        yield return new Row("sysl", Sys | 0x0020_0000, new() { Opcode = Opcode.Sysl }, Rd, new SystemOperation());
    }

    // Printed by its numbers, as GNU objdump does.
    static Row OnlyRead(Row row) => new(row.Mnemonic, row.Word, row.Template, row.Operands) { Use = RowUse.Decode | RowUse.Read };

    static IEnumerable<Row> Invalidations(uint crn, string suffix)
    {
        var (page, all) = (new Instruction { Opcode = Opcode.TlbiPage }, new Instruction { Opcode = Opcode.TlbiAll });
        foreach (var (domain, plain, range) in Domains)
        {
            foreach (var (operation, op1, op2) in Pages)
                yield return new Row("tlbi", Word(op1, plain, op2), page, new Keyword(operation + domain + suffix), RtAsRn);
            foreach (var (operation, op1, op2) in Ranges)
                yield return new Row("tlbi", Word(op1, range, op2), all, new Keyword(operation + domain + suffix), RtAsRn);
            yield return new Row("tlbi", Word(0, plain, 2), all, new Keyword("aside1" + domain + suffix), RtAsRn);
            foreach (var (operation, op1, op2) in Wholes)
                yield return new Row("tlbi", Word(op1, plain, op2) | NoRegister, all, new Keyword(operation + domain + suffix));
        }

        foreach (var (operation, inner, local, outer) in SecondStage)
        {
            foreach (var (domain, (crm, op2)) in ((string, (uint, uint))[])[("is", inner), ("", local), ("os", outer)])
                yield return new Row("tlbi", Word(4, crm, op2), all, new Keyword(operation + domain + suffix), RtAsRn);
        }

        uint Word(uint op1, uint crm, uint op2) => Sys | op1 << 16 | crn << 12 | crm << 8 | op2 << 5;
    }
}
