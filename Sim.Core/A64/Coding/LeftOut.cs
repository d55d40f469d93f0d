namespace Sim.Core.A64.Coding;

/// <summary>Instructions that exist and are outside the table, so that messages can say so.</summary>
public static class LeftOut
{
    const string Vectors = "SIMD and floating-point arithmetic";
    const string Scalable = "SVE and SME";
    const string Exceptions = "privileged work";
    const string Moves = "memory copy and set instructions";

    static readonly Dictionary<string, string> ByMnemonic = new(StringComparer.OrdinalIgnoreCase);

    static LeftOut()
    {
        Add(Exceptions, "drps dcps1 dcps2 dcps3 mrrs msrr udf tcommit tstart ttest tcancel");
        Add(Moves, "ld64b st64b st64bv st64bv0 cpyfp cpyfm cpyfe cpyp cpym cpye setp setm sete setgp setgm setge ldclrp ldsetp swpp");
        Add(Scalable, "ptrue pfalse whilelt whilelo incb incd cntb cntd rdvl addvl addpl ld1b ld1d ld1w st1b st1d st1w smstart smstop zero");
        Add(Vectors, "fadd fsub fmul fdiv fneg fabs fsqrt fcmp fcmpe fccmp fcsel fmadd fmsub fnmadd fnmsub fnmul fmax fmin fmaxnm fminnm frintn "
            + "frintz frintp frintm frinta fcvt fcvtzs fcvtzu fcvtns fcvtnu scvtf ucvtf fmla fmls tbl tbx zip1 zip2 uzp1 "
            + "uzp2 trn1 trn2 ext addv addp saddl uaddl umlal smlal umull2 smull2 pmull pmull2 cmeq cmge cmgt cmhi cmhs cmtst sshl ushl sshr ushr shl "
            + "shrn rshrn sqadd uqadd sqsub uqsub xtn xtn2 sxtl uxtl cnt not bsl bit bif mla mls ld1r aese aesd aesmc "
            + "aesimc sha1c sha1p sha1m sha1h sha1su0 sha1su1 sha256h sha256h2 sha256su0 sha256su1 sha512h eor3 bcax rax1 xar fjcvtzs bfdot sdot udot");
    }

    /// <summary>What <paramref name="mnemonic"/> belongs to; null if it is unknown.</summary>
    public static string? FamilyOf(string mnemonic) => ByMnemonic.GetValueOrDefault(mnemonic);

    /// <summary>What <paramref name="word"/>, which is outside the table, belongs to; null if its encoding does not say.</summary>
    public static string? FamilyOf(uint word) => (word >> 25 & 15) switch
    {
        7 or 15 => Vectors,
        2 => Scalable,
        _ => null,
    };

    static void Add(string family, string mnemonics)
    {
        foreach (var mnemonic in mnemonics.Split(' '))
            ByMnemonic[mnemonic] = family;
    }
}
