namespace Sim.Core.A64.Assembling;

/// <summary>A part of the object with a location counter of its own.</summary>
/// <param name="name">Its name; that of a subsection has its number after it.</param>
/// <param name="isCode">True if it is executed: such sections are first.</param>
/// <param name="isLoaded">False if it is only for tools: then it is read, and left out.</param>
/// <param name="start">Where it starts in the object, as far as that is known.</param>
sealed class Section(string name, bool isCode, bool isLoaded, long start)
{
    public string Name => name;

    public bool IsCode => isCode;

    public bool IsLoaded => isLoaded;

    public long Start => start;

    public long SizeBytes { get; set; }

    public int AlignmentBytes { get; set; } = 1;

    public List<CodeItem> Items { get; } = [];
}
