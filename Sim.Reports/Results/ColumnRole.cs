namespace Sim.Reports.Results;

/// <summary>What a column says of a cell.</summary>
public enum ColumnRole
{
    /// <summary>What came out.</summary>
    Figure,

    /// <summary>How the simulator got there, such as calls that it simulated one by one.</summary>
    Effort,

    /// <summary>Which cell it is.</summary>
    Coordinate,

    /// <summary>How long and how often it was run, and what it was drawn from.</summary>
    Parameter,

    /// <summary>Where the file has it.</summary>
    Place,

    /// <summary>Hashes of what it was computed from.</summary>
    Inputs,
}
