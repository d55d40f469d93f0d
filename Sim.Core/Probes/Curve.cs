namespace Sim.Core.Probes;

/// <summary>A quantity measured against a growing one.</summary>
/// <param name="Name">Stable name, for files: <c>load_latency</c>.</param>
/// <param name="X">What grows, with its unit.</param>
/// <param name="Y">What was measured, with its unit.</param>
/// <param name="Points">The points, in ascending x.</param>
public sealed record Curve(string Name, string X, string Y, IReadOnlyList<CurvePoint> Points);

/// <summary>A point of a curve.</summary>
/// <param name="X">In the unit of the curve's x.</param>
/// <param name="Y">In the unit of the curve's y.</param>
public readonly record struct CurvePoint(double X, double Y);
