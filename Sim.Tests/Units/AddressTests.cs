using Sim.Core.Units;

namespace Sim.Tests.Units;

public class AddressTests
{
    [Test]
    public void Distances_wrap_at_the_end_of_the_address_space() =>
        Assert.That(new Address(4) - new Address(ulong.MaxValue), Is.EqualTo(5ul));

    [TestCase(0xffff_8000_0801_2fffu, 4096u, 0xffff_8000_0801_2000u)]
    [TestCase(0xffff_8000_0801_2000u, 4096u, 0xffff_8000_0801_2000u)]
    [TestCase(95u, 24u, 72u)]
    public void Rounds_down_to_a_multiple(ulong address, ulong bytes, ulong expected) =>
        Assert.That(new Address(address).Down(bytes), Is.EqualTo(new Address(expected)));

    [Test]
    public void Kernel_addresses_are_above_user_addresses() =>
        Assert.That(new Address(0xffff_8000_0000_0000), Is.GreaterThan(new Address(0x40_0000)));

    [Test]
    public void Both_kinds_read_as_the_kernel_prints_them()
    {
        Assert.That($"{new Address(0xffff_8000_8000_0000)}", Is.EqualTo("0xffff800080000000"));
        Assert.That($"{new PhysicalAddress(0x4000_0000)}", Is.EqualTo("0x40000000"));
    }
}
