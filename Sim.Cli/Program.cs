using System.Runtime.InteropServices;
using Sim.Cli;

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return SimProgram.Run(args, StandardStreams.Out, StandardStreams.Error, stdin: StandardStreams.OpenInput, cancel: interrupted.Token);

// The first signal ends the run in order, and after a second all the same: whatever is finished is stored by then. A second signal ends it at once.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !interrupted.IsCancellationRequested;
    if (!interrupted.IsCancellationRequested)
    {
        _ = new Timer(_ => Environment.Exit(ExitCode.Interrupted), null, TimeSpan.FromMilliseconds(900), Timeout.InfiniteTimeSpan);
        interrupted.Cancel();
    }
}
