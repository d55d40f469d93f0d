using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sim.Scenarios.Captures;

/// <summary>capture.json of a capture.</summary>
[JsonSerializable(typeof(CaptureManifest))]
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8)]
sealed partial class CaptureJson : JsonSerializerContext
{
    public static byte[] Write(CaptureManifest manifest) => [.. JsonSerializer.SerializeToUtf8Bytes(manifest, Default.CaptureManifest), (byte)'\n'];

    /// <exception cref="JsonException">It is no such text.</exception>
    public static CaptureManifest? Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, Default.CaptureManifest);
}

/// <summary>What capture.json says; addresses and registers are hexadecimal, without 0x.</summary>
/// <param name="Schema">Always <see cref="CurrentSchema"/>.</param>
/// <param name="Kernel">Version of the kernel.</param>
/// <param name="Function">The function that is called.</param>
/// <param name="Address">Where the call begins.</param>
/// <param name="Body">"run", or "return": at once.</param>
/// <param name="Cpu">CPU of the image, from 0.</param>
/// <param name="Level">Exception level of the kernel: 1 or 2.</param>
/// <param name="PerCpuOffset">TPIDR of that level.</param>
/// <param name="CurrentTask">SP_EL0.</param>
/// <param name="Vectors">VBAR of that level.</param>
/// <param name="Counter">The counter when the first call begins, in ticks.</param>
/// <param name="Calls">Calls executed for it.</param>
/// <param name="FirstInstructions">Instructions of the first of them.</param>
/// <param name="Instructions">Instructions of all.</param>
/// <param name="Closed">Whether the second half of the calls touched no further page.</param>
/// <param name="Pages">Virtual address of each page, and what tells it from others: its physical address, where that is known. pages.bin has the bytes of
/// each of the latter once, in the order in which they first occur here.</param>
/// <param name="Registers">x0 to x30, sp, pc and pstate that the call begins with; left out for arguments of 0.</param>
/// <param name="EndedBy">Why no further call could be made in the image; left out if that was not tried.</param>
/// <param name="Attached">Kind and text of each thing that is attached to the function; left out if the image does not say.</param>
/// <param name="Options">Options of the kernel, as far as the image says.</param>
/// <param name="Layouts">Layouts of structures by name.</param>
/// <param name="NoFurtherOps">Why no further ftrace_ops can be added; left out if they can.</param>
sealed record CaptureManifest(
    string Schema,
    string Kernel,
    string Function,
    string Address,
    string Body,
    int Cpu,
    int Level,
    string PerCpuOffset,
    string CurrentTask,
    string Vectors,
    string Counter,
    int Calls,
    int FirstInstructions,
    long Instructions,
    bool Closed,
    string[][] Pages,
    string[]? Registers = null,
    string? EndedBy = null,
    string[][]? Attached = null,
    SortedDictionary<string, string>? Options = null,
    SortedDictionary<string, CaptureLayout>? Layouts = null,
    string? NoFurtherOps = null)
{
    public const string CurrentSchema = "sim/capture/1";
}

/// <summary>A structure of the kernel.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Fields">Offsets by field.</param>
sealed record CaptureLayout(int Bytes, SortedDictionary<string, int> Fields);
