namespace Sim.Tests.House.Symbols.Example.Fourth;

sealed class FourException : Exception;
