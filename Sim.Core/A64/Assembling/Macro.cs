using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>A macro: text with places for arguments.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Body">The statements between <c>.macro</c> and <c>.endm</c>.</param>
sealed record Macro(string Name, IReadOnlyList<MacroParameter> Parameters, IReadOnlyList<SourceStatement> Body)
{
    readonly ILookup<string, MacroParameter> _byName = Parameters.ToLookup(parameter => parameter.Name);

    /// <summary>Reads <c>name a, b=1, c:req, d:vararg</c>.</summary>
    public static (string Name, IReadOnlyList<MacroParameter> Parameters) ReadHead(string text)
    {
        text = text.Trim();
        var length = text.IndexOfAny([' ', '\t', ',']);
        if (length < 0)
            return (text, []);
        var parameters = MacroArguments.Split(text[length..].Trim().TrimStart(','));
        return (text[..length], [.. parameters.Where(parameter => parameter.Length > 0).Select(MacroParameter.Read)]);
    }

    /// <summary>The values of the parameters for a call.</summary>
    /// <param name="given">What follows the macro's name.</param>
    /// <param name="mistake">What is wrong with it; null if nothing is.</param>
    public Dictionary<string, string> Bind(IReadOnlyList<string> given, out string? mistake)
    {
        mistake = null;
        var values = new Dictionary<string, string>();
        var next = 0;
        for (var i = 0; i < given.Count; i++)
        {
            var equals = given[i].IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && given[i][..equals].Trim() is var name && name.IndexOfAny([' ', '\t', '"', '(', ')']) < 0)
            {
                if (_byName[name].FirstOrDefault() is not { } named)
                {
                    mistake ??= $"macro '{Name}' has no parameter '{name}', which '{given[i]}' would set";
                    break;
                }

                values[named.Name] = MacroArguments.Unquoted(given[i][(equals + 1)..].Trim());
                continue;
            }

            if (next == Parameters.Count)
            {
                mistake ??= $"macro '{Name}' has {Parameters.Count} parameters, and this is one argument more: '{given[i]}'";
                break;
            }

            var parameter = Parameters[next++];
            if (parameter.TakesRest)
            {
                values[parameter.Name] = string.Join(", ", given.Skip(i));
                break;
            }

            if (given[i].Length > 0)
                values[parameter.Name] = given[i];
        }

        foreach (var parameter in Parameters)
        {
            if (!values.ContainsKey(parameter.Name) && parameter.IsRequired)
                mistake ??= $"macro '{Name}' needs an argument for '{parameter.Name}'";
            values.TryAdd(parameter.Name, parameter.Default);
        }

        return values;
    }
}

/// <summary>A parameter of a macro.</summary>
/// <param name="Name">Its name, without the backslash.</param>
/// <param name="Default">Its value if it is not given.</param>
/// <param name="IsRequired">True if it must be given.</param>
/// <param name="TakesRest">True if it takes all arguments that are left.</param>
sealed record MacroParameter(string Name, string Default, bool IsRequired, bool TakesRest)
{
    public static MacroParameter Read(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? text : text[..equals]).Trim();
        var value = equals < 0 ? "" : MacroArguments.Unquoted(text[(equals + 1)..].Trim());
        return name.Split(':') is [var plain, var qualifier]
            ? new MacroParameter(plain, value, qualifier == "req", qualifier == "vararg")
            : new MacroParameter(name, value, false, false);
    }
}
