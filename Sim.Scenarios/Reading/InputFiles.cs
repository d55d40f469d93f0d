namespace Sim.Scenarios.Reading;

/// <summary>The files that a scenario is read from: those on disk, which are kept on request, or the kept ones alone.</summary>
/// <remarks>Every file below a scenario is opened here: the results of a study can then be made again without them.</remarks>
static class InputFiles
{
    /// <summary>What paths of the files that come with Sim begin with when they are kept.</summary>
    public const string BuiltIn = "<sim>/";

    static readonly AsyncLocal<Scope?> Current = new();

    /// <summary>Keeps every file that is opened from now on, until the scope is disposed.</summary>
    public static Scope Keep() => new([], isClosed: false);

    /// <summary>No other files than these and those that come with Sim are there, until the scope is disposed.</summary>
    public static Scope Only(IReadOnlyList<InputFile> files) => new(files, isClosed: true);

    /// <summary>Whether there is a file at <paramref name="path"/>.</summary>
    public static bool Exists(string path) =>
        Current.Value is { IsClosed: true } kept && !IsBuiltIn(path) ? kept.Find(path) is not null : path == StandardInput.Path || File.Exists(path);

    /// <summary>Whether there is a directory at <paramref name="path"/>.</summary>
    public static bool IsDirectory(string path) => Current.Value is not { IsClosed: true } && Directory.Exists(path);

    /// <summary>Opens the file at <paramref name="path"/>; throws as <see cref="File.OpenRead"/> does.</summary>
    public static Stream Open(string path) => Current.Value switch
    {
        null => path == StandardInput.Path ? new MemoryStream(StandardInput.Bytes, writable: false) : OnDisk(path),
        { IsClosed: true } kept when kept.Find(path) is { } file => new MemoryStream(file.Content.ToArray(), writable: false),
        { IsClosed: true } => IsBuiltIn(path) ? File.OpenRead(path) : throw new FileNotFoundException(path),
        var keeping => keeping.Keep(path),
    };

    static readonly string Root = Path.Combine(AppContext.BaseDirectory, "scenarios") + Path.DirectorySeparatorChar;

    static FileStream OnDisk(string path)
    {
        Descriptor.RefuseClosed(path);
        FilesRead.Add(path);
        return File.OpenRead(path);
    }

    static bool IsBuiltIn(string path) => path.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>The path on this machine of a kept one.</summary>
    public static string PathOf(string name) => name.StartsWith(BuiltIn, StringComparison.Ordinal) ? Root + name[BuiltIn.Length..] : name;

    /// <summary>While it lasts, files are kept, or only kept ones are there.</summary>
    public sealed class Scope : IDisposable
    {
        readonly OrderedDictionary<string, InputFile> _files;
        readonly Scope? _outer = Current.Value;

        internal Scope(IReadOnlyList<InputFile> files, bool isClosed)
        {
            (_files, IsClosed) = (new(files.Select(file => KeyValuePair.Create(file.Path, file))), isClosed);
            // Who reads kept files keeps them by that.
            if (_outer is not { IsClosed: true })
                Current.Value = this;
        }

        /// <summary>What was opened, in this order.</summary>
        public IReadOnlyList<InputFile> Files => [.. _files.Values];

        internal bool IsClosed { get; }

        public void Dispose() => Current.Value = _outer;

        internal InputFile? Find(string path) => _files.GetValueOrDefault(NameOf(path));

        internal Stream Keep(string path)
        {
            if (path == StandardInput.Path)
            {
                _files[path] = new(path, StandardInput.Bytes);
                return new MemoryStream(StandardInput.Bytes, writable: false);
            }

            var file = OnDisk(path);
            if (!IsKept(file))
                return file;
            using (file)
            {
                var content = new byte[file.Length];
                file.ReadExactly(content);
                _files[NameOf(path)] = new(NameOf(path), content);
                return new MemoryStream(content, writable: false);
            }
        }

        // Not what is larger than any reader takes, nor a device, whose length is 0 and which has more.
        static bool IsKept(FileStream file)
        {
            if (!file.CanSeek || file.Length > TextFile.MaxLogBytes)
                return false;
            var isWhole = file.Length > 0 || file.ReadByte() < 0;
            file.Position = 0;
            return isWhole;
        }

        static string NameOf(string path) => IsBuiltIn(path) ? BuiltIn + path[Root.Length..] : path;
    }
}
