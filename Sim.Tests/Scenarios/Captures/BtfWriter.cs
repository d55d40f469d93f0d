using System.Text;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>Writes types as a kernel keeps them for BPF. Numbers of types are from 1, in the order in which they are added.</summary>
sealed class BtfWriter
{
    const int HeaderBytes = 24;

    readonly List<byte> _types = [];
    readonly StringBuilder _text = new("\0");
    int _count;

    /// <summary>An integer of 8 bytes.</summary>
    public int Integer() => Type("long", 1, 0, 8, [64]);

    /// <summary>A pointer, typedef (8), qualifier (9 to 11) or another kind with a reference.</summary>
    public int Reference(int kind, int type, string name = "") => Type(name, kind, 0, type, []);

    /// <summary>An array, whose three words follow.</summary>
    public int Array(int type, int elements) => Type("", 3, 0, 0, [type, type, elements]);

    /// <summary>A structure (4) or union (5); offsets of its members are in bits.</summary>
    public int Structure(string name, int bytes, IEnumerable<(string Name, int Type, int Bits)> members, int kind = 4, bool sized = false)
    {
        var list = members.ToList();
        return Type(name, kind, list.Count | (sized ? 1 << 31 : 0), bytes, list.SelectMany(member => (int[])[NameOf(member.Name), member.Type, member.Bits]));
    }

    /// <summary>A type of any kind.</summary>
    public int Type(string name, int kind, int members, int sizeOrType, IEnumerable<int> more)
    {
        foreach (var word in (int[])[NameOf(name), kind << 24 | members, sizeOrType, .. more])
            _types.AddRange(BitConverter.GetBytes(word));
        return ++_count;
    }

    /// <summary>The whole, header first.</summary>
    /// <param name="moreTypeBytes">How much the header lies about the types' length.</param>
    public byte[] Write(int moreTypeBytes = 0)
    {
        var (types, names) = (_types.ToArray(), Encoding.ASCII.GetBytes(_text.ToString()));
        int[] header = [HeaderBytes, 0, types.Length + moreTypeBytes, types.Length, names.Length];
        return [0x9f, 0xeb, 1, 0, .. header.SelectMany(BitConverter.GetBytes), .. types, .. names];
    }

    int NameOf(string name)
    {
        if (name.Length == 0)
            return 0;
        var at = _text.Length;
        _text.Append(name).Append('\0');
        return at;
    }
}
