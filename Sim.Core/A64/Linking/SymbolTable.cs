using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Linking;

/// <summary>Addresses of global labels and of the symbols supplied from outside.</summary>
sealed class SymbolTable
{
    readonly Dictionary<string, ulong> _addresses;

    public SymbolTable(IEnumerable<(ObjectFile File, ulong Address)> pieces, IReadOnlyDictionary<string, ulong> symbols, DiagnosticBag bag)
    {
        var owners = new Dictionary<string, string>();
        _addresses = new Dictionary<string, ulong>(symbols);
        foreach (var (file, address) in pieces)
        {
            foreach (var global in file.Globals.Order(StringComparer.Ordinal))
            {
                if (owners.TryAdd(global, file.Name))
                    _addresses[global] = address + (ulong)file.Labels[global];
                else
                    bag.Add("SIM222", $"global label '{global}' is in '{file.Name}' and in '{owners[global]}'", new SourceSpan(file.Name));
            }
        }
    }

    public IReadOnlyDictionary<string, ulong> Addresses => _addresses;

    /// <summary>Address that <paramref name="symbol"/> has for <paramref name="file"/>; null if nothing has that name.</summary>
    public ulong? Find(ObjectFile file, ulong fileAddress, string symbol)
    {
        if (file.Labels.TryGetValue(symbol, out var offset))
            return fileAddress + (ulong)offset;
        return _addresses.TryGetValue(symbol, out var address) ? address : null;
    }
}
