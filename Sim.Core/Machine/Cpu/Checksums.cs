using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>CRC-32 and CRC-32C, bit by bit.</summary>
static class Checksums
{
    // The polynomials with their bits reversed.
    public const uint Ethernet = 0xedb8_8320;
    public const uint Castagnoli = 0x82f6_3b78;

    /// <summary>The checksum <paramref name="before"/> went on with the low bytes of <paramref name="data"/>.</summary>
    public static ulong Update(in Instruction i, ulong before, ulong data, uint polynomial)
    {
        var crc = (uint)before;
        for (var bit = 0; bit < 8 * i.AccessBytes; bit++)
        {
            var isOdd = ((crc ^ (uint)(data >> bit)) & 1) != 0;
            crc = crc >> 1 ^ (isOdd ? polynomial : 0);
        }

        return crc;
    }
}
