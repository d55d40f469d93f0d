using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Scenarios.Reading;

/// <summary>Files that the process was started with, by their numbers: a shell may have closed any.</summary>
/// <remarks>
/// The runtime opens files of its own where a closed one was, so that the number alone says nothing: writing fails or goes to the runtime, reading waits for it.
/// What is inherited survived <c>exec</c> and so lacks close-on-exec, which all that the runtime opens has.
/// </remarks>
public static partial class Descriptor
{
    const int CloseOnExec = 0x80000;

    // 0: reading only.
    const int AccessMode = 3;

    /// <summary>The number that <paramref name="path"/> means; null if it is another path.</summary>
    public static int? Of(string path) =>
        Path().Match(path) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether the process was started with it; everywhere true where there is no <c>/proc</c>.</summary>
    public static bool IsOpen(int number) => (FlagsOf(number) & CloseOnExec) == 0;

    /// <summary>Whether the process was started with it, and may write to it: bash leaves a script's file where a closed stdout or stderr was.</summary>
    public static bool IsWritable(int number) => IsOpen(number) && (FlagsOf(number) & AccessMode) != 0;

    /// <summary>Refuses a path to a file that the process was not started with.</summary>
    /// <exception cref="IOException"><paramref name="path"/> is one.</exception>
    public static void RefuseClosed(string path)
    {
        if (Of(path == "/dev/stdin" ? "/dev/fd/0" : path) is { } number && !IsOpen(number))
            throw new IOException($"{path} is closed");
    }

    static int FlagsOf(int number)
    {
        if (!Directory.Exists("/proc/self/fdinfo"))
            return AccessMode;
        try
        {
            var flags = File.ReadLines(FormattableString.Invariant($"/proc/self/fdinfo/{number}")).First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return Convert.ToInt32(flags["flags:".Length..].Trim(), 8);
        }
        catch (IOException)
        {
            return CloseOnExec;
        }
    }

    [GeneratedRegex("^/(?:dev|proc/self)/fd/([0-9]{1,6})$")]
    private static partial Regex Path();
}
