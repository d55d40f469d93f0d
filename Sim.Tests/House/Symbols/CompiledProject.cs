using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sim.Tests.House.Symbols;

/// <summary>What the compiled code of a project uses: in signatures, in method bodies, and in what the compiler made of lambdas.</summary>
/// <remarks>Constants leave no trace in compiled code: whose they are cannot be seen.</remarks>
sealed class CompiledProject
{
    CompiledProject(string name, IEnumerable<TypeDefinition> types)
    {
        Name = name;
        Uses = [.. types.SelectMany(UsesIn).Distinct().OrderBy(use => use.ToString(), StringComparer.Ordinal)];
    }

    public static CompiledProject Core { get; } = OfAssembly("Sim.Core");

    public static CompiledProject Scenarios { get; } = OfAssembly("Sim.Scenarios");

    public static CompiledProject Reports { get; } = OfAssembly("Sim.Reports");

    public string Name { get; }

    /// <summary>Each use of one namespace of Sim by another, with every place.</summary>
    public IReadOnlyList<NamespaceUse> Uses { get; }

    /// <summary>Only the namespaces of this assembly that begin with <paramref name="prefix"/>.</summary>
    public static CompiledProject OfTests(string prefix) =>
        new(prefix, Read("Sim.Tests").GetTypes().Where(type => NamespaceOf(type).StartsWith(prefix, StringComparison.Ordinal)));

    static CompiledProject OfAssembly(string name) => new(name, Read(name).GetTypes());

    static ModuleDefinition Read(string name) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    static IEnumerable<NamespaceUse> UsesIn(TypeDefinition type)
    {
        var user = NamespaceOf(type);
        var inSignatures = SignatureOf(type).Select(used => (Used: used, Place: type.FullName));
        var inMethods = type.Methods.SelectMany(method => UsedBy(method).Select(used => (Used: used, Place: method.FullName)));
        foreach (var (used, place) in inSignatures.Concat(inMethods))
        {
            foreach (var part in PartsOf(used).Where(part => NamespaceOf(part) != user && NamespaceOf(part).StartsWith("Sim.", StringComparison.Ordinal)))
                yield return new NamespaceUse(user, NamespaceOf(part), part.Name, place);
        }
    }

    static IEnumerable<TypeReference?> SignatureOf(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(item => item.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
    ];

    static IEnumerable<TypeReference?> UsedBy(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature =
        [
            .. Of(method),
            .. method.CustomAttributes.Select(attribute => attribute.AttributeType),
            .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        ];
        if (!method.HasBody)
            return signature;
        return
        [
            .. signature,
            .. method.Body.Variables.Select(variable => variable.VariableType),
            .. method.Body.ExceptionHandlers.Select(handler => handler.CatchType),
            .. method.Body.Instructions.SelectMany(UsedBy),
        ];
    }

    static IEnumerable<TypeReference?> UsedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. Of(method), .. method.GenericArguments],
        MethodReference method => Of(method),
        _ => [],
    };

    static IEnumerable<TypeReference> Of(MethodReference method) =>
        [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    // The types that another is made of: those of arrays, references and generic arguments.
    static IEnumerable<TypeReference> PartsOf(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(PartsOf)],
        TypeSpecification part => PartsOf(part.ElementType),
        _ => [type],
    };

    static string NamespaceOf(TypeReference type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;
}
