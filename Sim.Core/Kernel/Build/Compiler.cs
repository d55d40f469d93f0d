using System.Globalization;

namespace Sim.Core.Kernel.Build;

/// <summary>The compiler that built the kernel.</summary>
/// <param name="Family">GCC or Clang.</param>
/// <param name="MajorVersion">4 or more.</param>
public sealed record Compiler(CompilerFamily Family, int MajorVersion)
{
    /// <summary>Names of the families, as users write them.</summary>
    public static IReadOnlyList<string> Families { get; } = ["gcc", "clang"];

    /// <summary>The compiler that <paramref name="text"/> writes, such as <c>gcc 12</c>: versions 4 to 99. Null if it is none.</summary>
    /// <param name="text">Family and major version.</param>
    /// <param name="separator">What is between them.</param>
    public static Compiler? Parse(string text, char separator) =>
        text.Split(separator) is ["gcc" or "clang", var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= 4 and < 100
            ? new(text.StartsWith('g') ? CompilerFamily.Gcc : CompilerFamily.Clang, version) : null;

    public override string ToString() => FormattableString.Invariant($"{Families[(int)Family]} {MajorVersion}");
}

/// <summary>Compilers that build Linux.</summary>
public enum CompilerFamily
{
    Gcc,
    Clang,
}
