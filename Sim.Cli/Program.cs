using System.Runtime.InteropServices;
using Sim.Cli;

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return SimProgram.Run(args, Console.Out, Console.Error, cancel: interrupted.Token);

// The first signal ends the run in order, a second one at once.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}
