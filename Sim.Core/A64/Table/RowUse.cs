namespace Sim.Core.A64.Table;

/// <summary>What a form is for.</summary>
[Flags]
enum RowUse
{
    /// <summary>It gives words their meaning. Aliases do not.</summary>
    Decode = 1,

    /// <summary>It is read from text.</summary>
    Read = 2,

    /// <summary>It is written as text.</summary>
    Print = 4,

    /// <summary>Another way of writing what is another form.</summary>
    Alias = Read | Print,

    All = Decode | Read | Print,
}
