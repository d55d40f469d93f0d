namespace Sim.Core.A64;

/// <summary>The A64 condition codes, in the order of their encoding: bit 0 inverts.</summary>
public enum Condition : byte
{
    Eq, Ne, Cs, Cc, Mi, Pl, Vs, Vc, Hi, Ls, Ge, Lt, Gt, Le, Al, Nv,
}
