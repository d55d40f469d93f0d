using System.Reflection;
using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Branches;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.State;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.SteadyState;

/// <summary>A 64-bit number in a pipeline that may be a time, wherever it is: in a field of one of its parts, or in an array.</summary>
sealed class TimeWord
{
    // What a pipeline works on, counts, or has in tables that are compared as they are.
    static readonly Type[] NoTimes =
    [
        typeof(RegionMap), typeof(DecodedCode), typeof(Step), typeof(CoreProfile), typeof(GuestMemory), typeof(ArchitecturalState), typeof(CoreCounts), typeof(RegionCharge),
        typeof(StateTable), typeof(SetAssociative), typeof(BranchUnit),
    ];

    // From the pipeline to the word: fields, and places in arrays that they hold.
    readonly IReadOnlyList<(FieldInfo Field, int? Index)> _path;

    TimeWord(IReadOnlyList<(FieldInfo, int?)> path) => _path = path;

    public string Name => string.Join('.', _path.Select(step => $"{step.Field.Name}{step.Index}"));

    /// <summary>All of <paramref name="pipeline"/>, in the same order for every one with the same core.</summary>
    public static IReadOnlyList<TimeWord> Of(FastPipeline pipeline) => [.. Below(pipeline, []).Select(path => new TimeWord(path))];

    public long Read(FastPipeline pipeline)
    {
        object part = pipeline;
        foreach (var (field, index) in _path)
            part = Get(part, field, index);
        return (long)part;
    }

    public void Write(FastPipeline pipeline, long word) => Write(pipeline, 0, word);

    // Structs are copies: each goes back to where it came from.
    void Write(object owner, int depth, object word)
    {
        var (field, index) = _path[depth];
        if (depth < _path.Count - 1)
        {
            var part = Get(owner, field, index);
            Write(part, depth + 1, word);
            word = part;
        }

        switch (field.GetValue(owner))
        {
            case Array array when index is { } place:
                array.SetValue(word, place);
                break;
            case { } inline when index is { } place:
                Element(inline, place) = (long)word;
                field.SetValue(owner, inline);
                break;
            default:
                field.SetValue(owner, word);
                break;
        }
    }

    static object Get(object owner, FieldInfo field, int? index) => (field.GetValue(owner), index) switch
    {
        (Array array, { } place) => array.GetValue(place)!,
        ({ } inline, { } place) => Element(inline, place),
        var (value, _) => value!,
    };

    static IEnumerable<(FieldInfo, int?)[]> Below(object owner, (FieldInfo Field, int? Index)[] path)
    {
        // What never changes is a parameter of the core, except where its owner is an element that is replaced as a whole.
        var isElement = path is [.., (_, not null)];
        foreach (var field in FieldsOf(owner.GetType()).Where(field => field.FieldType != typeof(long) || !field.IsInitOnly || isElement))
        {
            var (value, type) = (field.GetValue(owner), field.FieldType);
            var length = value is Array array ? array.Length : type.GetCustomAttribute<InlineArrayAttribute>()?.Length;
            for (var place = 0; place < (length ?? 1); place++)
            {
                var index = length is null ? (int?)null : place;
                var part = value is null ? null : Get(owner, field, index);
                if (part is long)
                    yield return [.. path, (field, index)];
                foreach (var below in part is not null && MayHaveTimes(part.GetType()) ? Below(part, [.. path, (field, index)]) : [])
                    yield return below;
            }
        }
    }

    static bool MayHaveTimes(Type type) => type.IsValueType && !type.IsPrimitive && !type.IsEnum && !NoTimes.Contains(type);

    static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var field in level.GetFields(Own).Where(field => !field.FieldType.IsPointer))
                yield return field;
        }
    }

    // Reflection sees only the first element of an inline array.
    static ref long Element(object boxed, int place) => ref Unsafe.Add(ref Unsafe.As<Boxed>(boxed).First, place);

    sealed class Boxed
    {
        public long First;
    }
}
