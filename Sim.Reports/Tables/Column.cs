namespace Sim.Reports.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Name with the unit in parentheses.</param>
/// <param name="Meaning">One line for the legend under the table.</param>
/// <param name="IsText">True for words, which are left-aligned; numbers are right-aligned.</param>
public sealed record Column(string Heading, string Meaning, bool IsText = false);

/// <summary>A column with what it shows of a row's item.</summary>
/// <param name="Heading">Name with the unit in parentheses.</param>
/// <param name="Meaning">One line for the legend under the table.</param>
/// <param name="Text">The cell of an item, as people read it.</param>
/// <param name="IsText">True for words.</param>
public sealed record Column<T>(string Heading, string Meaning, Func<T, string> Text, bool IsText = false)
{
    /// <summary>What tables keep of it.</summary>
    public Column Shown => new(Heading, Meaning, IsText);

    /// <summary>The same column of tables whose items have the item.</summary>
    /// <param name="item">The item of one of theirs.</param>
    public Column<TOther> Of<TOther>(Func<TOther, T> item) => new(Heading, Meaning, other => Text(item(other)), IsText);
}
