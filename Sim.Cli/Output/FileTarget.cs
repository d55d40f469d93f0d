using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Output;

/// <summary>Where a path to be written leads once links are followed: a regular file, which is replaced, or a device, pipe or descriptor, which takes bytes as they come.</summary>
sealed class FileTarget
{
    // As many as Linux follows.
    const int MostLinks = 40;

    readonly int? _descriptor;

    FileTarget(string path, bool isRegular, int? descriptor = null) => (Path, IsRegular, _descriptor) = (path, isRegular, descriptor);

    /// <summary>The path without links.</summary>
    public string Path { get; }

    /// <summary>True for a regular file, and where there is nothing yet.</summary>
    public bool IsRegular { get; }

    /// <summary>Follows links from <paramref name="path"/>.</summary>
    /// <exception cref="IOException">They go in a circle.</exception>
    public static FileTarget Of(string path)
    {
        for (var links = 0; links <= MostLinks; links++)
        {
            if (Descriptor.Of(path) is { } descriptor)
                return new(path, isRegular: false, descriptor);
            if (new FileInfo(path).LinkTarget is not { } next)
                return new(path, !File.Exists(path) || IsRegularFile(path));
            path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", next);
        }

        throw new IOException("too many levels of symbolic links");
    }

    /// <summary>The one path of the regular file that <paramref name="path"/> leads to, without links to it or to its directories; null for a device or pipe, which takes what comes, from several as well.</summary>
    public static string? PlaceOf(string path)
    {
        try
        {
            return Of(path) is { IsRegular: true } target ? WithoutLinks(System.IO.Path.GetFullPath(target.Path), MostLinks) : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Opens what is not a regular file.</summary>
    public Stream OpenThrough() => _descriptor switch
    {
        null => new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite),
        { } closed when !Descriptor.IsWritable(closed) => throw new IOException($"{Path} is closed"),
        1 => Console.OpenStandardOutput(),
        2 => Console.OpenStandardError(),
        { } other => new FileStream(new SafeFileHandle(other, ownsHandle: false), FileAccess.Write),
    };

    static string WithoutLinks(string path, int links)
    {
        if (System.IO.Path.GetDirectoryName(path) is not { } parent)
            return path;
        var place = System.IO.Path.Combine(WithoutLinks(parent, links), System.IO.Path.GetFileName(path));
        return links > 0 && new FileInfo(place).LinkTarget is { } next ? WithoutLinks(System.IO.Path.GetFullPath(next, parent), links - 1) : place;
    }

    // The runtime does not tell a device from a file. Where statx is not there, an empty file counts as a device: writing through it loses nothing.
    static bool IsRegularFile(string path)
    {
        const int CurrentDirectory = -100;
        const int Mode = 28;
        const int TypeMask = 0xF000;
        const int Regular = 0x8000;
        if (!OperatingSystem.IsLinux())
            return new FileInfo(path).Length > 0;
        var status = new byte[256];
        return StatX(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, 1, status) == 0 && (BitConverter.ToUInt16(status, Mode) & TypeMask) == Regular;
    }

    [DllImport("libc", EntryPoint = "statx")]
    static extern int StatX(int directory, byte[] path, int flags, uint mask, byte[] status);
}
