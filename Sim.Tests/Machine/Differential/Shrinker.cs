namespace Sim.Tests.Machine.Differential;

/// <summary>Makes a program that differs shorter, for as long as what remains still differs (delta debugging).</summary>
static class Shrinker
{
    /// <summary>The shortest program found. Each round tries every shorter candidate at once, in one ELF file.</summary>
    public static Difference Shrink(Difference difference, Executor execute)
    {
        while (true)
        {
            var start = difference.Program.Start;
            var candidates = Shorter(difference.Program.Pieces).Select(pieces => new TestProgram(pieces, start)).ToList();
            if (candidates.Count == 0 || Difference.Among(candidates, execute).MinBy(found => found.Program.Lines) is not { } shortest)
                return difference;
            difference = shortest;
        }
    }

    // The pieces without a run of them; without what surrounds a body; with a shorter body.
    static IEnumerable<IReadOnlyList<Piece>> Shorter(IReadOnlyList<Piece> pieces)
    {
        for (var run = pieces.Count; run > 0; run /= 2)
        {
            for (var first = 0; first < pieces.Count; first += run)
                yield return [.. pieces.Take(first), .. pieces.Skip(first + run)];
        }

        for (var at = 0; at < pieces.Count; at++)
        {
            var piece = pieces[at];
            if (piece.Body.Count == 0)
                continue;
            foreach (var body in Shorter(piece.Body).Select(body => new[] { piece with { Body = body } }).Append(piece.Body))
                yield return [.. pieces.Take(at), .. body, .. pieces.Skip(at + 1)];
        }
    }
}
