namespace Sim.Core.Events;

/// <summary>The kernel's <c>ftrace_lock</c>, a mutex: one task at a time registers or unregisters ops, the others wait in the order in which they came.</summary>
public sealed class RegistrationLock
{
    readonly Queue<SimEvent> _waiting = new();
    SimEvent? _holder;

    /// <summary>True if <paramref name="task"/> has it now, or had it. If not, it waits, and gets it from whoever releases it.</summary>
    public bool Take(SimEvent task)
    {
        _holder ??= task;
        if (_holder == task)
            return true;
        _waiting.Enqueue(task);
        return false;
    }

    /// <summary>Hands it on to who has waited longest, and returns that one; null if none has.</summary>
    public SimEvent? Release() => _holder = _waiting.TryDequeue(out var next) ? next : null;
}
