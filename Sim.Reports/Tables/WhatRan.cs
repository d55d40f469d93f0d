using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Tables;

/// <summary>What produced the numbers: the scenario, the versions, and the profiles with the hashes of what they say.</summary>
static class WhatRan
{
    const string Model = "model";

    static readonly IReadOnlyList<Column<(string What, string Value)>> Facts =
    [
        new("what", "", fact => fact.What, IsText: true),
        new("value", "", fact => fact.Value, IsText: true),
    ];

    static readonly IReadOnlyList<Column<Used>> Profiles =
    [
        new("profile", "core or kernel file", used => used.Profile, IsText: true),
        new("is", "core or kernel", used => used.Part, IsText: true),
        new("cells", "cells that use it", used => NumberText.Integer(used.Cells)),
        new("hash", "hash of all its values, as the column inputs of results.csv has it; a sweep that varies them makes several", used => used.Hash, IsText: true),
        new("values", "values that it has", used => NumberText.Integer(used.Sources?.Values.Count ?? 0)),
        new("guesses", "values that are published nowhere", used => NumberText.Integer(used.Sources?.Guesses ?? 0)),
        new("fitted", "values that were fitted to measured figures", used => NumberText.Integer(used.Sources?.Fitted ?? 0)),
        new("sources", "where the others are from: keys of docs/sources.md", used => used.Origins, IsText: true),
    ];

    /// <summary>The section.</summary>
    public static Section Of(ScenarioResults results)
    {
        var inputs = results.Cells.Select(cell => (Cell: cell, Hashes: HashesOf(cell.Planned.Inputs))).ToList();
        List<(string, string)> facts =
        [
            ("scenario", results.Scenario),
            ("hash of the scenario, its overrides and all files that it names", results.Hash),
            ("version of sim", results.SimVersion),
            ("version of the model", string.Join(", ", inputs.Select(cell => cell.Hashes.GetValueOrDefault(Model, "")).Where(hash => hash.Length > 0).Distinct())),
            ("cells", NumberText.Integer(results.Cells.Count)),
            ("seed", results.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ];
        var used = Used.Of(results, inputs, "machine", "core", spec => spec.Core.Name).Concat(Used.Of(results, inputs, "kernel", "kernel", spec => spec.Kernel.Name));
        return new("What ran", [Table.Of("", Facts, facts.Where(fact => fact.Item2.Length > 0)), Table.Of("Profiles", Profiles, used)], []);
    }

    static Dictionary<string, string> HashesOf(string inputs) =>
        inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);

    // A profile with the cells that use it.
    sealed record Used(string Profile, string Part, int Cells, string Hash, ProfileSources? Sources)
    {
        const int MostSources = 6;

        public string Origins
        {
            get
            {
                var keys = Sources?.Values.Select(value => value.Source).OfType<string>().Distinct().ToList() ?? [];
                return keys.Count <= MostSources ? string.Join(", ", keys) : FormattableString.Invariant($"{string.Join(", ", keys.Take(MostSources))} and {keys.Count - MostSources} more");
            }
        }

        public static IEnumerable<Used> Of(
            ScenarioResults results, IEnumerable<(CellResult Cell, Dictionary<string, string> Hashes)> cells, string input, string part, Func<CellSpec, string> name) =>
            from cell in cells
            group cell by name(cell.Cell.Spec) into same
            let hashes = same.Select(cell => cell.Hashes.GetValueOrDefault(input, "")).Distinct().ToList()
            select new Used(
                same.Key, part, same.Count(), hashes.Count == 1 ? hashes[0] : FormattableString.Invariant($"{hashes.Count} variants"), results.Profiles.FirstOrDefault(profile => profile.Profile == same.Key));
    }
}
