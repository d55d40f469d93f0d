namespace Sim.Core.Kernel.Ops;

/// <summary>How a tracer asks ftrace to be called: <see cref="Ops"/>, or one of those that a mechanism offers.</summary>
/// <param name="Name">What <c>attach</c> of a scenario says.</param>
public sealed record Attachment(string Name)
{
    /// <summary>Through the function that its <c>ftrace_ops</c> names: the kernel build decides by which mechanism.</summary>
    public static Attachment Ops { get; } = new("ops");

    /// <summary>What reports add to a cell's set-up. Null for nothing.</summary>
    public string? Remark { get; init; }

    public override string ToString() => Name;
}
