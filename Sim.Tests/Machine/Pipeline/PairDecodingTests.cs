using Sim.Core.A64;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Pipeline;

namespace Sim.Tests.Machine.Pipeline;

public sealed class PairDecodingTests
{
    static MicroOp Decode(string text) => new MicroOpDecoder(TestCores.FourWide).Decode(new Guest(text).Next);

    [Test]
    public void A_store_exclusive_pair_waits_for_both_data_registers_and_delivers_its_status()
    {
        var op = Decode("stlxp w0, x2, x3, [x1]");

        Assert.That((op.Kind, op.Ordering, op.Bytes, op.Result0), Is.EqualTo((MicroOpKind.Store, Ordering.Release, (byte)16, (byte)0)));
        Assert.That((op.Source0, op.Source1, op.Source2, op.Source3), Is.EqualTo(((byte)1, Register.None, (byte)2, (byte)3)));
    }

    [TestCase("ldxp w4, w5, [x1]", Ordering.Relaxed, 8), TestCase("ldaxp x4, x5, [x1]", Ordering.Acquire, 16)]
    public void A_load_exclusive_pair_delivers_both_registers(string text, Ordering ordering, int bytes)
    {
        var op = Decode(text);

        Assert.That((op.Kind, op.Ordering, op.Bytes), Is.EqualTo((MicroOpKind.Load, ordering, (byte)bytes)));
        Assert.That((op.Result0, op.Result1), Is.EqualTo(((byte)4, (byte)5)));
    }

    [Test]
    public void A_compare_and_swap_pair_is_one_atomic_of_both_registers()
    {
        var op = Decode("caspal x4, x5, x2, x3, [x1]");

        Assert.That((op.Kind, op.Ordering, op.Bytes), Is.EqualTo((MicroOpKind.Atomic, Ordering.Acquire | Ordering.Release, (byte)16)));
        Assert.That((op.Result0, op.Result1), Is.EqualTo(((byte)4, (byte)5)));
        Assert.That(new[] { op.Source0, op.Source1, op.Source2, op.Source3 }, Is.SupersetOf(new byte[] { 1, 4, 5 }));
    }
}
