using Sim.Core.Machine;

namespace Sim.Tests.Machine.Oracle;

/// <summary>The issue ports of one cycle.</summary>
sealed class IssuePorts(IReadOnlyList<PortKinds> ports)
{
    readonly HashSet<int> _taken = [];

    public void NewCycle() => _taken.Clear();

    /// <summary>Takes the first free port that can do <paramref name="kind"/>; false if there is none.</summary>
    public bool TryTake(PortKinds kind)
    {
        if (kind == PortKinds.None)
            return true;
        for (var port = 0; port < ports.Count; port++)
        {
            if ((ports[port] & kind) != 0 && _taken.Add(port))
                return true;
        }

        return false;
    }
}
