using System.Text;
using System.Text.RegularExpressions;
using IncidentAgent.Tests.ServiceLevels.History;
using LivingDocs.Coverage;
using LivingDocs.Messages;
using LivingDocs.Page;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Page;

public sealed partial class HtmlPageTests
{
    [Fact]
    public async Task Nothing_that_a_suite_says_becomes_markup()
    {
        var html = await SamplePage.HtmlAsync();

        html.Should().Contain("&lt;script&gt;alert('a name')&lt;/script&gt; &amp; &quot;quotes&quot; in a name").And.Contain("&lt;script&gt;alert('a message')");
        Regex.Count(html, "<script").Should().Be(1, "that is ours");
    }

    [Fact]
    public async Task Nothing_is_fetched() =>
        (await SamplePage.HtmlAsync()).Should().NotContainAny("src=", "href=\"http", "url(", "@import", "fetch(");

    [Fact]
    public async Task Each_objective_has_its_address_and_every_link_leads_somewhere()
    {
        var html = await SamplePage.HtmlAsync();

        var ids = Ids().Matches(html).Select(match => match.Groups[1].Value).ToList();
        ids.Should().OnlyHaveUniqueItems().And.Contain("slo-intake-latency-p95-latency-alerts-100");
        Links().Matches(html).Select(match => match.Groups[1].Value).Except(ids).Should().BeEmpty();
    }

    [Fact]
    public async Task A_failed_step_says_first_what_was_promised_and_measured()
    {
        var html = await SamplePage.HtmlAsync();

        html.Should().Contain("<span class=\"expected\">promised &lt; 50 ms</span>, <span class=\"measured\">measured 1.02 s (n 5000)</span>");
        html.Should().Contain("<details><summary>Where it happened</summary>");
    }

    [Fact]
    public async Task A_reviewer_finds_the_answers()
    {
        var html = await SamplePage.HtmlAsync();

        html.Should().Contain("<h1>The run did not finish. Not every promise is kept: 2 objectives are breached, and 2 scenarios failed.</h1>")
            .And.Contain("15 objectives: 10 met, 1 not measured, 1 target missed, 1 not proven, 2 breached.", "how many")
            .And.Contain("as usual for its class", "on what machine")
            .And.Contain("of 12 are covered", "the requirements")
            .And.Contain("no objective with these bounds", "a founding number that nobody proves")
            .And.Contain("takes long: runs with SLO_POLICY=nightly", "why something was skipped")
            .And.MatchRegex("P95 latency, alerts 100</a> [0-9]+ % higher: [0-9]+ ms, before [0-9]+ ms", "what changed")
            .And.Contain("Kept since 1 Jan 2030", "since when");
    }

    [Fact]
    public async Task Of_messages_alone_a_page_is_made()
    {
        var html = HtmlPage.Write(LivingPage.Of(MessageReader.Read(await SampleSuite.MessagesAsync()), [], FoundingTable.None));

        html.Should().Contain("id=\"slo-own-latency-p50-latency\"").And.Contain("id=\"scenarios\"").And.NotContain("id=\"founding\"");
    }

    [Fact]
    public void Target_and_threshold_that_are_the_same_have_one_name_in_the_chart()
    {
        var same = Enumerable.Range(0, 3).SelectMany(day => SampleHistory.Of(SampleHistory.Run(day), day))
            .Where(record => record.Key.Slo == "own-latency").Select(record => record with { Target = record.Threshold });

        var html = HtmlPage.Write(LivingPage.Of(SuiteRun.None, [.. same], FoundingTable.None));

        html.Should().Contain(">↑ target and threshold &lt; 20 ms</text>").And.Contain(">target and threshold &lt; 50 ms</text>");
    }

    [Fact]
    public void Of_the_history_alone_a_page_is_made()
    {
        var html = HtmlPage.Write(LivingPage.Of(SuiteRun.None, Runs.Daily([0.1, 0.2, 0.15]), FoundingTable.None));

        html.Should().Contain("<h1>Every promise is kept.</h1>").And.Contain("no history of this machine class, so no factor").And.Contain("P95 latency over 3 runs");
    }

    [Theory]
    [InlineData(1.0, 1.04, "as usual for its class (factor 1)")]
    [InlineData(1.27, 1.27, "1.27 times the usual time of its class")]
    [InlineData(0.8, 3.6, "0.8 to 3.6 times the usual time of its class, by scenario")]
    public void It_is_said_how_quick_the_machine_was(double slo, double other, string words)
    {
        ObjectiveRecord[] records = [Runs.Found(1, 0.1, factor: slo), Runs.Found(1, 50, Runs.Throughput, factor: other)];

        HtmlPage.Write(LivingPage.Of(SuiteRun.None, records, FoundingTable.None)).Should().Contain($"<dd>{words}</dd>");
    }

    [Fact]
    public async Task A_suite_without_objectives_has_a_page()
    {
        var run = MessageReader.Read(await SampleSuite.RunAsync(("features/Slack.feature", SampleSuite.Slack)));

        var html = HtmlPage.Write(LivingPage.Of(run, [], FoundingTable.None));

        html.Should().Contain("<h1>Not every promise is kept: 2 scenarios failed.</h1>").And.NotContain("Promises in numbers").And.NotContain("How a promise is judged");
    }

    [Fact]
    public void A_page_of_many_objectives_runs_and_texts_stays_small()
    {
        var random = new Random(7);
        var keys = Enumerable.Range(0, 60).Select(number => new ObjectiveKey($"slo-{number}", "P95 latency", new Dictionary<string, string>())).ToList();
        var history = Enumerable.Range(0, 400).SelectMany(day => keys.Select(key => Runs.Found(day, 0.1 + random.NextDouble() / 10, key) with
        {
            Interval = new IntervalRecord(0.1, 0.3, 0.95, "order statistics"),
        })).ToList();
        var run = new SuiteRun
        {
            IsFinished = true,
            Features = [.. Enumerable.Range(0, 40).Select(file => new Feature($"features/Many/{file}.feature", $"Feature {file}", "", [.. Enumerable.Range(1, 10).Select(line => new Scenario
            {
                Uri = $"features/Many/{file}.feature",
                Line = line * 10,
                Name = $"Scenario {line}",
                Outcome = Outcome.Failed,
                Steps = [new Step("Then ", "it holds", Outcome.Failed, TimeSpan.Zero, "It does not.", new string('x', 50_000))],
                Log = [new string('y', 50_000)],
            })]))],
        };

        var html = HtmlPage.Write(LivingPage.Of(run, history, FoundingTable.None));

        Encoding.UTF8.GetByteCount(html).Should().BeLessThan(HtmlPage.MostBytes);
        Regex.Count(html, "class=\"scenario\"").Should().Be(400, "what is left out are details");
        html.Should().Contain("more characters are in the messages").And.Contain("drawn");
    }

    [GeneratedRegex("<[a-z]+[^>]* id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Links();
}
