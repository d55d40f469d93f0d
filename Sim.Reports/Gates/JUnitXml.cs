using System.Globalization;
using System.Text;
using System.Xml;
using Sim.Core.Diagnostics;

namespace Sim.Reports.Gates;

/// <summary>Gates as the XML of JUnit, which every CI system reads.</summary>
/// <remarks>Without times, so that equal results have equal bytes.</remarks>
public static class JUnitXml
{
    static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false), CloseOutput = false };

    /// <summary>The whole file, ending in one newline.</summary>
    public static string Write(IReadOnlyList<Gate> gates)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "sim");
            WriteCounts(xml, gates);
            foreach (var gate in gates)
                Write(xml, gate);
            xml.WriteEndElement();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    static void Write(XmlWriter xml, Gate gate)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Legal(gate.Name));
        WriteCounts(xml, [gate]);
        foreach (var one in gate.Cases)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Legal($"sim.{gate.Name}"));
            xml.WriteAttributeString("name", Legal(one.Name));
            if (one.At is { } at)
            {
                xml.WriteAttributeString("file", Legal(at.File));
                if (at.Line > 0)
                    xml.WriteAttributeString("line", at.Line.ToString(CultureInfo.InvariantCulture));
            }

            if (ElementOf(one.State) is { } element)
                WriteProblem(xml, element, one);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteProblem(XmlWriter xml, string element, GateCase one)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("message", Legal(one.Message));
        if (one.State != GateState.Skipped)
        {
            List<string> lines = [.. one.At is { } at ? (string[])[$"{at}: {one.Message}"] : [one.Message], .. one.Details];
            xml.WriteString(Legal(string.Join('\n', lines)));
        }

        xml.WriteEndElement();
    }

    static void WriteCounts(XmlWriter xml, IReadOnlyList<Gate> gates)
    {
        foreach (var (name, count) in ((string, int)[])
        [
            ("tests", gates.Sum(gate => gate.Cases.Count)),
            ("failures", gates.Sum(gate => gate.Count(GateState.Failed))),
            ("errors", gates.Sum(gate => gate.Count(GateState.Error))),
            ("skipped", gates.Sum(gate => gate.Count(GateState.Skipped))),
        ])
            xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
    }

    static string? ElementOf(GateState state) => state switch
    {
        GateState.Passed => null,
        GateState.Failed => "failure",
        GateState.Error => "error",
        GateState.Skipped => "skipped",
        _ => throw new SimBug($"gate state {state} has no element"),
    };

    // XML has no control characters, not even escaped ones.
    static string Legal(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is '\n' or '\t' || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF or (>= 0x7F and < 0xA0))) ? rune.ToString() : "\uFFFD"));
}
