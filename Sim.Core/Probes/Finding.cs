using System.Globalization;

namespace Sim.Core.Probes;

/// <summary>One parameter of a core as a microbenchmark finds it, beside what the profile declares.</summary>
/// <param name="Probe">The microbenchmark: the finding's group.</param>
/// <param name="Name">What was measured, in words.</param>
/// <param name="Parameter">The parameter's path in a core file, such as <c>memory.l2.latency</c>; several, where the tightest of them shows.</param>
/// <param name="Unit">Unit of both figures: <c>cycles</c>, <c>B</c>, <c>entries</c>, <c>per cycle</c>; empty for words.</param>
/// <param name="Found">What the microbenchmark shows. Empty where it shows nothing.</param>
/// <param name="Declared">What the profile says.</param>
/// <param name="Verdict">Whether the two agree.</param>
/// <param name="Remark">Why nothing was found, or how the figure came about; may be empty.</param>
public sealed record Finding(
    string Probe, string Name, string Parameter, string Unit, Reading Found, Reading Declared, Verdict Verdict, string Remark = "")
{
    // Latencies agree within a cycle, and what the end of a loop adds, or so many percent: a page walk now and then.
    const double LatencyCycles = 1.05;
    const double Relative = 0.05;

    /// <summary>A latency or penalty in cycles, within <paramref name="tolerance"/> cycles or a twentieth.</summary>
    public static Finding Latency(
        string probe, string name, string parameter, double found, double declared, string remark = "", double tolerance = LatencyCycles) =>
        new(probe, name, parameter, "cycles", found, declared,
            Of(Math.Abs(found - declared) <= Math.Max(tolerance, Relative * declared)), remark);

    /// <summary>Instructions or events per cycle.</summary>
    public static Finding Throughput(string probe, string name, string parameter, double found, double declared) =>
        new(probe, name, parameter, "per cycle", found, declared, Of(Math.Abs(found - declared) <= Relative * declared));

    /// <summary>A number of entries that must be met exactly. Null: there was no step to see.</summary>
    public static Finding Exact(string probe, string name, string parameter, int? found, int declared, string remark = "") =>
        new(probe, name, parameter, "entries", found is { } number ? number : Reading.None, declared, Of(found == declared), remark);

    /// <summary>A property that a core has or lacks.</summary>
    public static Finding Word(string probe, string name, string parameter, string found, string declared) =>
        new(probe, name, parameter, "", found, declared, Of(found == declared));

    /// <summary>A parameter that this core's other parameters keep a program from seeing.</summary>
    public static Finding Hidden(string probe, string name, string parameter, string unit, Reading declared, string remark) =>
        new(probe, name, parameter, unit, Reading.None, declared, Verdict.Hidden, remark);

    static Verdict Of(bool agrees) => agrees ? Verdict.Agrees : Verdict.Differs;
}

/// <summary>Whether a finding is what the profile says.</summary>
public enum Verdict
{
    Agrees,
    Differs,

    /// <summary>No program can see the parameter on this core: it neither agrees nor differs.</summary>
    Hidden,
}

/// <summary>A figure or a word.</summary>
/// <param name="Number">The figure. Null for words, and where there is none.</param>
/// <param name="Word">The word. Null for figures.</param>
public readonly record struct Reading(double? Number, string? Word)
{
    /// <summary>Nothing was read.</summary>
    public static Reading None => default;

    public static implicit operator Reading(double number) => FromDouble(number);

    public static implicit operator Reading(string word) => FromString(word);

    public static Reading FromDouble(double number) => new(number, null);

    public static Reading FromString(string word) => new(null, word);

    public override string ToString() => Word ?? Number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
}
