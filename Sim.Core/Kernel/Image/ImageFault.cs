namespace Sim.Core.Kernel.Image;

/// <summary>A memory image does not hold what was needed of it: a mistake in what the user gave, shown with <see cref="Code"/>.</summary>
public sealed class ImageFault : Exception
{
    /// <summary>Code of a mistake in the image itself.</summary>
    public const string Damaged = "SIM281";

    /// <summary>Code of missing VMCOREINFO, or of values in it that do not fit.</summary>
    public const string KernelInformation = "SIM283";

    /// <summary>Code of missing or inconsistent symbols.</summary>
    public const string Symbols = "SIM284";

    /// <summary>Code of memory that the image does not hold.</summary>
    public const string NotInImage = "SIM285";

    /// <summary>Code of a call that cannot be executed.</summary>
    public const string Call = "SIM287";

    public ImageFault()
        : this("the image is damaged")
    {
    }

    public ImageFault(string message)
        : this(Damaged, message)
    {
    }

    public ImageFault(string message, Exception innerException)
        : base(message, innerException) => Code = Damaged;

    /// <param name="code">Code of the diagnostic.</param>
    /// <param name="message">One lower-case clause.</param>
    /// <param name="hint">What to do instead.</param>
    public ImageFault(string code, string message, string? hint = null)
        : base(message) => (Code, Hint) = (code, hint);

    /// <summary>Code of the diagnostic, such as <c>SIM281</c>.</summary>
    public string Code { get; }

    /// <summary>What to do instead; null where nothing helps.</summary>
    public string? Hint { get; }
}
