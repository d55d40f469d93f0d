using Sim.Core.Kernel.Functions;
using Sim.Core.Units;

namespace Sim.Core.Kernel.Layout;

/// <summary>How callsites get to a trampoline; each is counted once.</summary>
/// <param name="Callsites">All of them.</param>
/// <param name="Direct">A BL reaches.</param>
/// <param name="Veneer">A BL reaches the module's PLT entry, which leads there.</param>
/// <param name="Fallback">No way leads there, but one to the common trampoline.</param>
/// <param name="Unreachable">No way leads to any trampoline: the function cannot be traced.</param>
public sealed record Reach(long Callsites, long Direct, long Veneer, long Fallback, long Unreachable)
{
    public static Reach operator +(Reach left, Reach right) => new(
        left.Callsites + right.Callsites,
        left.Direct + right.Direct,
        left.Veneer + right.Veneer,
        left.Fallback + right.Fallback,
        left.Unreachable + right.Unreachable);

    /// <summary>To the common trampoline, which modules have a PLT entry for and the image has not.</summary>
    /// <source key="rostedt-2023-core-patch"/>
    public static Reach ToCommon(CallsiteSpread from, Address common, bool hasPlt)
    {
        var direct = from.CountIn(BranchReach.CallsitesOf(common));
        var rest = from.Callsites - direct;
        return new(from.Callsites, direct, hasPlt ? rest : 0, 0, hasPlt ? 0 : rest);
    }

    /// <summary>To a trampoline of one ops, for which there is no PLT entry.</summary>
    public static Reach ToOwn(CallsiteSpread from, Address own, Address common, bool hasPlt)
    {
        var (reachOwn, reachCommon) = (BranchReach.CallsitesOf(own), BranchReach.CallsitesOf(common));
        var direct = from.CountIn(reachOwn);
        var rest = from.Callsites - direct;
        var fallback = hasPlt ? rest : from.CountIn(reachCommon) - from.CountIn(reachOwn.Intersect(reachCommon));
        return new(from.Callsites, direct, 0, fallback, rest - fallback);
    }

    /// <summary>What part of the callsites <paramref name="count"/> is; 0 to 1, and 0 of none.</summary>
    public double Share(long count) => Callsites == 0 ? 0 : (double)count / Callsites;
}
