namespace Sim.Cli.Slurm;

/// <summary>Slurm cannot do what a sweep needs; the message says what and why.</summary>
sealed class SlurmException(string message) : Exception(message);
