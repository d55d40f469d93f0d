using System.Globalization;
using Sim.Scenarios.Store;

namespace Sim.Cli.Slurm;

/// <summary>The batch script of a sweep: each task of the array runs a shard on its node's own disk and then puts it among the others.</summary>
static class ShardScript
{
    /// <summary>The script; paths in it are absolute.</summary>
    /// <param name="name">The scenario's.</param>
    /// <param name="command">How nodes call Sim: a shell command.</param>
    /// <param name="words">Scenario and options of <c>sim run</c>.</param>
    /// <param name="shards">How many there are.</param>
    /// <param name="directory">Where shards and logs go; nodes share it.</param>
    /// <param name="options">Further options of sbatch, such as <c>--partition=long</c>.</param>
    public static string Text(string name, string command, IEnumerable<string> words, int shards, string directory, IEnumerable<string> options) =>
        $$"""
        #!/bin/bash
        #SBATCH --job-name={{Quoted($"sim-{name}")}}
        #SBATCH --requeue
        #SBATCH --output={{Quoted(Path.Combine(directory, "logs", "%A_%a.log"))}}
        #SBATCH --open-mode=append
        {{string.Concat(options.Select(option => $"#SBATCH {option}\n"))}}# Written by 'sim submit slurm'. SQLite's locks are not reliable on network file systems: a shard is computed on the node's own disk.
        set -euo pipefail
        shards={{Quoted(directory)}}
        disk="${TMPDIR:-/tmp}"
        disk="${SLURM_TMPDIR:-$disk}"
        own=$(mktemp -d "$disk/sim-shard.XXXXXX")
        trap 'rm -rf "$own"' EXIT
        {{command}} run {{string.Join(' ', words.Select(Quoted))}} \
          --shard "$SLURM_ARRAY_TASK_ID/{{shards.ToString(CultureInfo.InvariantCulture)}}" --jobs "${SLURM_CPUS_PER_TASK:-1}" --out "$own/shard" --no-cache --no-charts --quiet > /dev/null
        whole="$shards/$SLURM_ARRAY_TASK_ID"
        part="$whole.${SLURM_JOB_ID}.part"
        rm -rf "$part"
        cp -r "$own/shard" "$part"
        rm -rf "$whole"
        mv -T "$part" "$whole"

        """.ReplaceLineEndings("\n");

    /// <summary>The shards of a study that are done.</summary>
    public static IReadOnlyList<int> Done(StudyIdentity study, int shards, string directory) =>
        [.. Enumerable.Range(0, shards).Where(index => IsDone(study with { Shard = new(index, shards) }, Path.Combine(directory, index.ToString(CultureInfo.InvariantCulture))))];

    static bool IsDone(StudyIdentity study, string directory)
    {
        var path = Path.Combine(directory, StudyStore.FileName);
        if (!File.Exists(path))
            return false;
        try
        {
            using var store = RunStore.OpenToRead(path);
            return store.Facts.GetValueOrDefault("state") == "complete" && StudyIdentity.Of(store.Facts) is { } there && !study.Differences(there).Any();
        }
        catch (StoreException)
        {
            return false;
        }
    }

    static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
