using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>Values of the system registers that a core has: those of <see cref="SystemRegister"/>, and those declared besides.</summary>
/// <remarks>
/// Plain storage: what a read or write of an instruction does beyond that, <see cref="SystemAccess"/> knows. The flags (nzcv) are in
/// <see cref="ArchitecturalState.X"/>. All values are 0 at the start but for <c>mpidr_el1</c> (bit 31 is 1) and <c>dczid_el0</c> (4: DC ZVA
/// writes 64 bytes). The counters (cntpct_el0, cntvct_el0 and their like) are one value.
/// </remarks>
public sealed class SystemRegisterFile
{
    const byte None = byte.MaxValue;

    // By encoding: which of the values.
    static readonly byte[] Slots = new byte[1 << 15];
    static readonly int Count = NumberSlots();

    readonly ulong[] _values = new ulong[Count];
    SortedDictionary<SystemRegister, ulong>? _declared;

    public SystemRegisterFile()
    {
        this[SystemRegister.MpidrEl1] = 1ul << 31;
        this[SystemRegister.DczidEl0] = 4;
    }

    /// <summary>True once the program has written one: until then all are as they were set up.</summary>
    public bool IsWritten { get; internal set; }

    /// <summary>The value of <paramref name="register"/>, which the core has.</summary>
    /// <exception cref="ArgumentException">It has no such register.</exception>
    public ulong this[SystemRegister register]
    {
        get => Slots[(int)register] is var slot && slot != None ? _values[slot]
            : _declared?.TryGetValue(register, out var value) == true ? value
            : throw Missing(register);
        set
        {
            if (Slots[(int)register] is var slot && slot != None)
                _values[slot] = value;
            else if (_declared?.ContainsKey(register) == true)
                _declared[register] = value;
            else
                throw Missing(register);
        }
    }

    /// <summary>Whether the core has it.</summary>
    public bool Has(SystemRegister register) => Slots[(int)register] != None || _declared?.ContainsKey(register) == true;

    /// <summary>From now on the core has <paramref name="register"/> too, as plain storage: reads give what was written last.</summary>
    public void Declare(SystemRegister register, ulong value = 0)
    {
        if (!Has(register))
            (_declared ??= []).Add(register, value);
        this[register] = value;
    }

    /// <summary>Appends all values but the counter's, which never repeats.</summary>
    public void AppendState(List<long> state)
    {
        for (var slot = 0; slot < _values.Length; slot++)
            state.Add(slot == Slots[(int)SystemRegister.CntpctEl0] ? 0 : (long)_values[slot]);
        foreach (var value in _declared?.Values ?? Enumerable.Empty<ulong>())
            state.Add((long)value);
    }

    /// <summary>Takes over what <paramref name="other"/> has.</summary>
    public void CopyFrom(SystemRegisterFile other)
    {
        other._values.CopyTo(_values, 0);
        _declared = other._declared is { } declared ? new(declared) : null;
        IsWritten = other.IsWritten;
    }

    /// <summary>Each takes over what the other has.</summary>
    public void ExchangeWith(SystemRegisterFile other)
    {
        for (var i = 0; i < _values.Length; i++)
            (_values[i], other._values[i]) = (other._values[i], _values[i]);
        (_declared, other._declared) = (other._declared, _declared);
        (IsWritten, other.IsWritten) = (other.IsWritten, IsWritten);
    }

    static int NumberSlots()
    {
        Slots.AsSpan().Fill(None);
        var registers = Enum.GetValues<SystemRegister>();
        for (var i = 0; i < registers.Length; i++)
            Slots[(int)registers[i]] = (byte)i;
        foreach (var counter in (SystemRegister[])[SystemRegister.CntvctEl0, SystemRegister.CntvctssEl0, SystemRegister.CntpctssEl0])
            Slots[(int)counter] = Slots[(int)SystemRegister.CntpctEl0];
        return registers.Length;
    }

    static ArgumentException Missing(SystemRegister register) => new($"the machine has no system register {SystemRegisterNames.Full(register)}");
}
