using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>Labels in front of statements.</summary>
/// <param name="scope">Told of each.</param>
/// <param name="builder">Says where they are.</param>
sealed class LabelReader(Scope scope, ObjectBuilder builder)
{
    /// <summary>Defines the labels in front of <paramref name="statement"/>.</summary>
    /// <returns>The rest.</returns>
    public SourceStatement Define(SourceStatement statement)
    {
        while (LabelEnd(statement) is > 0 and var colon)
        {
            Define(Lexer.Read(statement with { End = colon }));
            var start = colon + 1;
            while (start < statement.End && char.IsWhiteSpace(statement.LineText[start]))
                start++;
            statement = statement with { Start = start };
        }

        return statement;
    }

    static int LabelEnd(in SourceStatement statement)
    {
        var end = statement.Start;
        while (end < statement.End && (char.IsAsciiLetterOrDigit(statement.LineText[end]) || statement.LineText[end] is '_' or '.' or '$'))
            end++;
        var colon = end;
        while (colon < statement.End && char.IsWhiteSpace(statement.LineText[colon]))
            colon++;
        return end > statement.Start && colon < statement.End && statement.LineText[colon] == ':' ? colon : 0;
    }

    void Define(Statement statement)
    {
        var (cursor, label) = (new TokenCursor(statement, 0), statement.Tokens[0]);
        if (label.Kind is TokenKind.Number or TokenKind.LocalLabel)
        {
            if (!label.Text.All(char.IsAsciiDigit))
                cursor.Fail("SIM202", $"'{label.Text}' is no label: a name or a decimal number is", label);
            scope.DefineNumeric(label.Text, builder.OffsetBytes);
            return;
        }

        if (RegisterNames.TryFind(label.Text, out _))
            cursor.Fail("SIM209", $"label '{label.Text}' is the name of a register", label);
        if (scope.IsConstant(label.Text))
            cursor.Fail("SIM209", $"label '{label.Text}' is a constant already", label);
        if (!scope.Define(label.Text, builder.OffsetBytes))
            cursor.Fail("SIM208", $"label '{label.Text}' is defined twice", label);
    }
}
