using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Whether what follows <c>.if</c> and its relatives holds.</summary>
sealed class Conditions(Scope scope)
{
    static readonly Dictionary<string, Func<long, bool>> Comparisons = new()
    {
        [".if"] = number => number != 0,
        [".elseif"] = number => number != 0,
        [".ifne"] = number => number != 0,
        [".ifeq"] = number => number == 0,
        [".iflt"] = number => number < 0,
        [".ifle"] = number => number <= 0,
        [".ifgt"] = number => number > 0,
        [".ifge"] = number => number >= 0,
    };

    static readonly string[] OfText =
        [".ifdef", ".ifndef", ".ifnotdef", ".ifb", ".ifnb", ".ifc", ".ifnc", ".ifeqs", ".ifnes", ".else", ".endif"];

    public static IEnumerable<string> Names => Comparisons.Keys.Concat(OfText);

    /// <summary>Evaluates the condition of <paramref name="statement"/>.</summary>
    public bool Hold(in SourceStatement statement, long offset)
    {
        var directive = statement.Directive;
        if (Comparisons.TryGetValue(directive, out var compare))
            return compare(Number(statement, offset));
        var text = statement.Operands;
        return directive switch
        {
            ".ifdef" => scope.IsDefined(Name(statement)),
            ".ifndef" or ".ifnotdef" => !scope.IsDefined(Name(statement)),
            ".ifb" => MacroArguments.Unquoted(text).Length == 0,
            ".ifnb" => MacroArguments.Unquoted(text).Length != 0,
            ".ifc" or ".ifeqs" => AreEqual(statement, text),
            _ => !AreEqual(statement, text),
        };
    }

    long Number(in SourceStatement statement, long offset)
    {
        var cursor = CursorBehind(statement);
        var number = new OperandReader(cursor, scope, offset).Constant();
        cursor.ExpectEnd();
        return number;
    }

    static string Name(in SourceStatement statement)
    {
        var cursor = CursorBehind(statement);
        if (cursor.Current.Kind != TokenKind.Name)
            cursor.FailExpected("a name");
        var name = cursor.Next().Text;
        cursor.ExpectEnd();
        return name;
    }

    static TokenCursor CursorBehind(in SourceStatement statement)
    {
        var read = Lexer.Read(statement);
        var directive = statement.Directive;
        var index = read.Tokens.Index().FirstOrDefault(token => token.Item.Text.Equals(directive, StringComparison.OrdinalIgnoreCase), (-1, default)).Index;
        if (index < 0)
        {
            // Letters that no directive has: .if$ndef.
            new TokenCursor(read, 0).FailExpected($"a blank after '{directive}'");
        }

        return new TokenCursor(read, index + 1);
    }

    // Without the blanks and quotes around each.
    static bool AreEqual(in SourceStatement statement, string text)
    {
        var comma = SeparatorOf(text);
        if (comma < 0)
            throw new SyntaxException(new Diagnostic("SIM202", $"'{statement.Directive}' compares two texts with a comma between them",
                statement.Span, null, statement.LineText));
        return MacroArguments.Unquoted(text[..comma].Trim()) == MacroArguments.Unquoted(text[(comma + 1)..].Trim());
    }

    static int SeparatorOf(string text)
    {
        var isInString = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
                isInString = !isInString;
            else if (text[at] == ',' && !isInString)
                return at;
        }

        return -1;
    }
}
