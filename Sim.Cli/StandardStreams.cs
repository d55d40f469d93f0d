using System.Text;
using Sim.Scenarios.Reading;

namespace Sim.Cli;

/// <summary>stdin, stdout and stderr as the process was started with them: a shell may have closed any.</summary>
static class StandardStreams
{
    /// <summary>Takes the result; says so when written to, if it is closed.</summary>
    public static TextWriter Out => Descriptor.IsWritable(1) ? Console.Out : new ClosedOutput();

    /// <summary>Takes messages; drops them where they cannot be written, since there is no other place to say so.</summary>
    public static TextWriter Error
    {
        get
        {
            // Through the console, by which progress knows a terminal.
            Console.SetError(new Dropping(Descriptor.IsWritable(2) ? Console.Error : TextWriter.Null));
            return Console.Error;
        }
    }

    /// <summary>Opens stdin; throws <see cref="IOException"/> if it is closed.</summary>
    public static Stream OpenInput() => Descriptor.IsOpen(0) ? Console.OpenStandardInput() : throw new IOException("stdin is closed");

    /// <summary>What to say where stdout could not be written.</summary>
    public static string Unwritten(IOException exception) => $"the output cannot be written: {exception.Message}";

    sealed class ClosedOutput : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("stdout is closed");
    }

    sealed class Dropping(TextWriter target) : TextWriter
    {
        public override Encoding Encoding => target.Encoding;

        public override void Write(char value) => Attempt(() => target.Write(value));

        public override void Write(char[] buffer, int index, int count) => Attempt(() => target.Write(buffer, index, count));

        public override void Write(string? value) => Attempt(() => target.Write(value));

        public override void WriteLine(string? value) => Attempt(() => target.WriteLine(value));

        public override void Flush() => Attempt(target.Flush);

        static void Attempt(Action write)
        {
            try
            {
                write();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A full disk under stderr, or a file that is not for writing.
            }
        }
    }
}
