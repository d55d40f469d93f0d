using System.Linq.Expressions;
using System.Text;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>All about one value of a profile file: the binder, its diagnostics, the schema, <c>--set</c> and the table in the documents read this.</summary>
/// <param name="Path">Dotted path in the file.</param>
/// <param name="Member">Dotted path of the record member that it becomes; an item of a list with its index.</param>
/// <param name="Form">What it may be.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="Convert">From what the form reads to what the member holds; null (nothing was read) to what represents a mistake.</param>
sealed record ProfileKey(string Path, string Member, ValueForm Form, string Sentence, Func<object?, object?> Convert)
{
    /// <summary>What the value must be given with: this path, or all values below it. Null where every file has the value.</summary>
    public string? Group { get; init; }

    /// <summary>True if the value may be declared free, to be fitted to measurements.</summary>
    public bool IsFittable { get; init; }

    /// <summary>What its member holds where a file does not have the value: that changes nothing. Null where every file has it.</summary>
    public object? Default { get; init; }

    /// <summary>Another member that has the same value.</summary>
    public string? Also { get; init; }

    /// <summary>The names of a path from the profile down, such as <c>Branches.BtbLevels[0].Ways</c>.</summary>
    public static string NameOf(LambdaExpression member)
    {
        var name = new StringBuilder();
        for (var node = member.Body; node is not ParameterExpression;)
        {
            switch (node)
            {
                case MemberExpression access:
                    name.Insert(0, name.Length == 0 || name[0] == '[' ? access.Member.Name : access.Member.Name + ".");
                    node = access.Expression!;
                    break;
                case MethodCallExpression { Object: { } list, Arguments: [ConstantExpression index] }:
                    name.Insert(0, name.Length == 0 ? $"[{index.Value}]" : $"[{index.Value}].");
                    node = list;
                    break;
                case UnaryExpression unary:
                    node = unary.Operand;
                    break;
                default:
                    throw new ArgumentException($"not a member: {node}", nameof(member));
            }
        }

        return name.ToString();
    }
}
