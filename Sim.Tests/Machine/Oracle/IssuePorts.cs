using Sim.Core.Machine;

namespace Sim.Tests.Machine.Oracle;

/// <summary>The issue ports of one cycle.</summary>
sealed class IssuePorts(IReadOnlyList<PortKinds> ports)
{
    readonly HashSet<int> _taken = [];

    // In order: how many cycles more a port is kept.
    readonly Dictionary<int, int> _kept = [];
    int _last;

    public void NewCycle()
    {
        _taken.Clear();
        foreach (var port in _kept.Keys.ToList())
        {
            _taken.Add(port);
            if (--_kept[port] == 0)
                _kept.Remove(port);
        }
    }

    /// <summary>The port that was taken last stays taken for so many cycles more.</summary>
    public void Keep(int cycles)
    {
        if (cycles > 0)
            _kept[_last] = cycles;
    }

    /// <summary>Takes the first free port that can do <paramref name="kind"/>; false if there is none.</summary>
    public bool TryTake(PortKinds kind)
    {
        if (kind == PortKinds.None)
            return true;
        for (var port = 0; port < ports.Count; port++)
        {
            if ((ports[port] & kind) == kind && _taken.Add(port))
            {
                _last = port;
                return true;
            }
        }

        return false;
    }
}
