using System.Xml.Linq;
using Sim.Core.Diagnostics;
using Sim.Reports.Gates;

namespace Sim.Tests.Reports.Gates;

public sealed class JUnitXmlTests
{
    static readonly Gate Mixed = new("s",
    [
        GateCase.Passed("a <b> & \"c\""),
        new("slow", GateState.Failed, "10 ns is not at most 3 ns", ["cell 6: 10 ns", "cell 7: 11 ns"], new SourceSpan("x/s.yaml", 14, 5, 3)),
        new("broken", GateState.Error, "stuck", []),
        new("gone", GateState.Skipped, "nothing to compare", [], new SourceSpan("x/s.yaml")),
    ]);

    [Test]
    public void A_gate_is_a_suite_and_each_check_a_case() => Assert.That(JUnitXml.Write([Mixed]), Is.EqualTo("""
        <?xml version="1.0" encoding="utf-8"?>
        <testsuites name="sim" tests="4" failures="1" errors="1" skipped="1">
          <testsuite name="s" tests="4" failures="1" errors="1" skipped="1">
            <testcase classname="sim.s" name="a &lt;b&gt; &amp; &quot;c&quot;" />
            <testcase classname="sim.s" name="slow" file="x/s.yaml" line="14">
              <failure message="10 ns is not at most 3 ns">x/s.yaml:14:5: 10 ns is not at most 3 ns
        cell 6: 10 ns
        cell 7: 11 ns</failure>
            </testcase>
            <testcase classname="sim.s" name="broken">
              <error message="stuck">stuck</error>
            </testcase>
            <testcase classname="sim.s" name="gone" file="x/s.yaml">
              <skipped message="nothing to compare" />
            </testcase>
          </testsuite>
        </testsuites>

        """));

    [Test]
    public void Characters_that_XML_cannot_have_are_replaced()
    {
        var xml = JUnitXml.Write([new("\u001b[31m", [new("\0 \u0085 \uD800 \uFFFE é 🚀", GateState.Failed, "\u0007", ["\u0008"])])]);

        var one = XDocument.Parse(xml).Root!.Element("testsuite")!.Element("testcase")!;
        Assert.That(one.Attribute("name")!.Value, Is.EqualTo("\uFFFD \uFFFD \uFFFD \uFFFD é 🚀"));
        Assert.That(one.Element("failure")!.Value, Is.EqualTo("\uFFFD\n\uFFFD"));
    }
}
