using System.Globalization;
using System.Text;
using CsvHelper;

namespace Sim.Reports.Results;

/// <summary>CSV as all reports write it: RFC 4180 with <c>\n</c>, invariant numbers.</summary>
/// <remarks>Texts that a spreadsheet would execute are made harmless by an apostrophe.</remarks>
static class CsvText
{
    static readonly CsvWriterOptions Options = new()
    {
        FormatProvider = CultureInfo.InvariantCulture,
        NewLine = "\n",
        Injection = CsvInjection.Escape,
    };

    public static string Write(Action<CsvWriter> content)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(text, content);
        return text.ToString();
    }

    public static void Write(TextWriter output, Action<CsvWriter> content)
    {
        using var csv = Open(output);
        content(csv);
    }

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    public static CsvWriter Open(TextWriter output) => CsvWriter.Create(output, Options, leaveOpen: true);

    /// <summary>The shortest text that reads back as the same number; empty where there is none.</summary>
    public static void WriteNumber(this CsvWriter csv, double? number)
    {
        if (number is { } value && double.IsFinite(value))
            csv.WriteField(value, "R");
        else
            csv.WriteField("");
    }
}
