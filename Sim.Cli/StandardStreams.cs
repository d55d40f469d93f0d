using System.Text;

namespace Sim.Cli;

/// <summary>stdin, stdout and stderr as the process was started with them: a shell may have closed any.</summary>
/// <remarks>
/// The runtime opens files of its own where a closed stream was, so that the descriptor alone says nothing: writing fails or goes to the runtime, reading waits for it.
/// What is inherited survived <c>exec</c> and so lacks close-on-exec, which all that the runtime opens has.
/// </remarks>
static class StandardStreams
{
    const int CloseOnExec = 0x80000;

    /// <summary>Takes the result; says so when written to, if it is closed.</summary>
    public static TextWriter Out => IsOpen(1) ? Console.Out : new ClosedOutput();

    /// <summary>Takes messages; drops them where they cannot be written, since there is no other place to say so.</summary>
    public static TextWriter Error
    {
        get
        {
            // Through the console, by which progress knows a terminal.
            Console.SetError(new Dropping(IsOpen(2) ? Console.Error : TextWriter.Null));
            return Console.Error;
        }
    }

    /// <summary>Opens stdin; throws <see cref="IOException"/> if it is closed.</summary>
    public static Stream OpenInput() => IsOpen(0) ? Console.OpenStandardInput() : throw new IOException("stdin is closed");

    /// <summary>What to say where stdout could not be written.</summary>
    public static string Unwritten(IOException exception) => $"the output cannot be written: {exception.Message}";

    /// <summary>Whether the process was started with that descriptor open; everywhere true where there is no <c>/proc</c>.</summary>
    public static bool IsOpen(int descriptor)
    {
        if (!Directory.Exists("/proc/self/fdinfo"))
            return true;
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & CloseOnExec) == 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

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
            catch (IOException)
            {
                // A full disk under stderr.
            }
        }
    }
}
