using System.Text.RegularExpressions;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Functions;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Reports.Cells;
using Sim.Reports.Tables;
using Sim.Tests.Golden;

namespace Sim.Tests.Kernel;

public sealed class ConfigResolverTests
{
    // Version, compiler, options wanted.
    static readonly string[] Combinations =
    [
        "4.19 gcc-7", "4.19 gcc-12", "5.4 gcc-7", "5.4 gcc-12", "5.4 clang-12", "5.4 gcc-12 pac",
        "5.5 gcc-7", "5.5 gcc-8",
        "5.7 clang-12 pac bti scs", "5.10 gcc-7 scs", "5.10 gcc-9 pac bti", "5.10 gcc-10", "5.10 gcc-10 pac bti",
        "5.10 clang-9", "5.10 clang-12 pac bti",
        "5.10 clang-11 pac bti", "5.15 clang-14 pac scs", "5.15 gcc-11 scs", "5.15 clang-14 cfi", "5.18 gcc-12 scs",
        "6.0 gcc-12 pac bti", "6.1 gcc-5 pac", "6.1 gcc-8", "6.1 gcc-12 leaf", "6.1 clang-16 bti", "6.1 clang-16 cfi", "6.1 gcc-12 -Os",
        "6.2 gcc-7", "6.2 gcc-12 pac", "6.2 clang-16 pac bti", "6.2 clang-16 pac scs cfi",
        "6.3 gcc-7", "6.3 gcc-8", "6.3 gcc-12", "6.3 gcc-12 -Os", "6.3 gcc-12 pac bti", "6.3 gcc-12 cfi",
        "6.3 clang-15 cfi", "6.3 clang-16", "6.3 clang-16 -Os", "6.3 clang-16 cfi", "6.3 clang-16 cfi -Os", "6.3 clang-16 pac bti",
        "6.4 gcc-7", "6.4 gcc-12", "6.4 gcc-12 -Os", "6.4 clang-16", "6.4 clang-16 cfi", "6.4 clang-16 pac bti scs",
        "6.6.22 clang-17 -Os", "6.6.23 clang-17 -Os", "6.7.11 clang-17 -Os", "6.8 clang-17 -Os", "6.8.2 clang-17 -Os", "6.8 gcc-14", "6.9 clang-17 -Os", "6.9 gcc-13", "6.9 gcc-14", "6.9 gcc-14 -Os", "6.9 clang-17 -Os cfi",
        "5.4 gcc-7 static", "6.12 gcc-12 static pac", "6.12 gcc-12 untraced pac", "6.12 clang-18 untraced pac bti cfi",
        "6.12 gcc-7", "6.12 gcc-12 pac", "6.12 gcc-14 pac", "6.12 clang-18 pac scs", "6.12 clang-18 pac bti scs cfi",
        "7.2 gcc-16 pac", "7.2 clang-20", "7.2 clang-20 pac bti cfi",
    ];

    static readonly IReadOnlyList<Column> Columns =
    [
        new("kernel, compiler, wanted", "what is configured", IsText: true),
        new("strategy", "what ftrace then does", IsText: true),
        new("saves", "what a trampoline saves: REGS, ARGS, or nothing after -pg", IsText: true),
        new("tracing flags", "what the compiler is told for tracing", IsText: true),
        new("also", "what else is at the entry", IsText: true),
        new("direct calls", "whether a callsite may lead to its tracer's own trampoline", IsText: true),
        new("reason", "what decided the strategy", IsText: true),
        new("source", "what that rests on", IsText: true),
        new("refused by", "numbers of all rules that refused something", IsText: true),
    ];

    static readonly IReadOnlyList<Column> RuleColumns =
    [
        new("rule", "in the order in which the builds meet it"),
        new("refuses", "what a build then does without", IsText: true),
        new("because", "the rule", IsText: true),
        new("rests on", "key of docs/sources.md, or a guess", IsText: true),
    ];

    [Test]
    public void Every_combination_of_version_compiler_and_options_has_its_strategy_and_reasons()
    {
        var builds = Combinations.Select(text => ConfigResolver.Resolve(Builds.Of(text))).ToList();
        var rules = builds.SelectMany(build => build.Findings).Where(finding => !finding.Granted).Distinct().ToList();

        var document = new Document(
            $"What {builds.Count} builds get",
            [],
            [
                new("Builds", [new("", Columns, [.. builds.Select(build => RowOf(build, rules))])], []),
                new("Rules", [new("", RuleColumns, [.. rules.Select(RowOf)])], []),
            ]);

        GoldenFile.Check("config-resolver.md", MarkdownRenderer.Render(document));
    }

    [TestCase("6.12 gcc-7", "mcount", "gcc below 8 has no -fpatchable-function-entry: it keeps -pg")]
    [TestCase("5.4 gcc-12", "mcount", "before 5.5 arm64 traces only through -pg")]
    [TestCase("6.1 gcc-12", "list_func", "call ops came with 6.3")]
    [TestCase("6.3 clang-16 cfi -Os", "list_func",
        "kCFI finds a function's type hash at a fixed place before it, which the ops literal would move")]
    [TestCase("6.9 gcc-14 -Os", "list_func",
        "at -Os no gcc is trusted to align functions to the 8 bytes that the literal needs: gcc bug 88345")]
    [TestCase("6.9 clang-17 -Os", "call_ops", "from 6.3, with aligned functions and no kCFI")]
    public void The_strategy_of_a_build_comes_with_the_weightiest_reason(string text, string strategy, string reason)
    {
        var resolved = MechanismCatalogue.Of(ConfigResolver.Resolve(Builds.Of(text)));

        Assert.That((resolved.Mechanism.Name, resolved.Reason), Is.EqualTo((strategy, reason)));
    }

    [Test]
    public void A_feature_that_is_refused_refuses_nothing_else()
    {
        var build = ConfigResolver.Resolve(Builds.Of("6.3 gcc-12 cfi"));

        Assert.That(build.Has(Feature.Cfi), Is.False);
        Assert.That(build.Has(Feature.CallOps), Is.True);
    }

    [Test]
    public void A_feature_is_granted_or_has_refusals_and_never_both([ValueSource(nameof(Combinations))] string text)
    {
        var findings = ConfigResolver.Resolve(Builds.Of(text)).Findings;

        Assert.That(findings.GroupBy(finding => finding.Feature).Select(group => (group.Any(f => f.Granted), group.Count())),
            Is.All.Matches<(bool Granted, int Count)>(group => !group.Granted || group.Count == 1));
    }

    [TestCase("6.4 gcc-14", "-fpatchable-function-entry=4,2 -falign-functions=8")]
    [TestCase("6.9 gcc-14", "-fpatchable-function-entry=4,2 -fmin-function-alignment=8")]
    [TestCase("6.9 clang-18", "-fpatchable-function-entry=4,2 -falign-functions=8")]
    [TestCase("6.1 gcc-12", "-fpatchable-function-entry=2")]
    [TestCase("6.12 gcc-7", "-pg")]
    public void The_compiler_is_told_what_its_kernel_can_use(string text, string flags) =>
        Assert.That(string.Join(' ', ConfigResolver.Resolve(Builds.Of(text)).TracingFlags), Is.EqualTo(flags));

    [Test]
    public void Every_rule_rests_on_a_key_of_the_bibliography_or_says_that_it_is_a_guess()
    {
        var known = Regex.Matches(House.Repository.Read("docs/sources.md"), "^\\| `([a-z0-9-]+)`", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).ToHashSet();

        var builds = Combinations.Select(text => ConfigResolver.Resolve(Builds.Of(text))).ToList();
        var evidence = builds.SelectMany(build => build.Findings).Select(finding => finding.Evidence)
            .Concat(builds.SelectMany(Branch.Of).Select(branch => branch.Evidence));

        Assert.That(evidence.Distinct().Where(e => e.Source is null ? e.Guess is null : !known.Contains(e.Source)), Is.Empty);
    }

    static IReadOnlyList<string> RowOf(ResolvedBuild build, List<FeatureFinding> rules)
    {
        var (mechanism, reason) = MechanismCatalogue.Of(build);
        return
        [
            build.Build.Name,
            mechanism.Name,
            build.Has(Feature.Args) ? "ARGS" : build.Has(Feature.Regs) ? "REGS" : "-",
            build.TracingFlags.Count > 0 ? string.Join(' ', build.TracingFlags) : "-",
            build.HardeningFlags.Count > 0 ? string.Join(' ', build.HardeningFlags) : "-",
            build.Has(Feature.DirectCalls) ? "yes" : "no",
            reason,
            build.Findings.FirstOrDefault(finding => finding.Reason == reason)?.Evidence.ToString() ?? "the build's own option",
            string.Join(' ', build.Findings.Where(finding => !finding.Granted).Select(refusal => rules.IndexOf(refusal) + 1).Order()),
        ];
    }

    static IReadOnlyList<string> RowOf(FeatureFinding rule, int index) =>
        [NumberText.Integer(index + 1), rule.Feature.ToString(), rule.Reason, rule.Evidence.ToString()];
}
