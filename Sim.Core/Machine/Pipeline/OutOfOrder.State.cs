namespace Sim.Core.Machine.Pipeline;

/// <content>What of its state influences the future, and what goes to other cores when it ends.</content>
public sealed partial class OutOfOrder
{
    public override void AppendState(List<long> state)
    {
        var now = _dispatch.Cycle;
        AppendState(now, state);
        _dispatch.AppendState(now, 0, state);
        _retire.AppendState(now, 0, state);

        // An entry is free in the cycle after its instruction retired.
        _retired.AppendAfter(now - 1, state);
        _loadsRetired.AppendAfter(now - 1, state);
        _ready.AppendState(now, state);
        AppendAfter(now, [_loadsDone, _accessFloor, _dispatchFloor, _dividerFree], state);

        // Nothing issues in the cycle of its dispatch, and all have retired by now.
        var last = Math.Max(_retire.Cycle, _lastSlots);
        while (last > now && _ports.Taken(last) == 0)
            last--;
        for (var cycle = now + 1; cycle <= last; cycle++)
            state.Add(_ports.Taken(cycle));
    }

    private protected override void GiveBack()
    {
        base.GiveBack();
        _ports.GiveBack();
        _retired.GiveBack();
        _loadsRetired.GiveBack();
    }
}
