using System.Text;
using Sim.Core.Kernel.Image;

namespace Sim.Reports.Captures;

/// <summary>Each instruction of the first call, as CSV.</summary>
public static class CallCsv
{
    /// <summary>Rows of <c>call,index,address,word,symbol</c>: calls from 1, instructions from 0, addresses and words in hexadecimal.</summary>
    public static string Write(SymbolTable symbols, IReadOnlyList<(ulong Address, uint Word)> first)
    {
        var text = new StringBuilder("call,index,address,word,symbol\n");
        for (var index = 0; index < first.Count; index++)
        {
            var (address, word) = first[index];
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"1,{index},{address:x},{word:x8},{symbols.Describe(address)}\n");
        }

        return text.ToString();
    }
}
