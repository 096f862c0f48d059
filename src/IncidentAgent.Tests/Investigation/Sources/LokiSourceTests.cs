using FsCheck;
using FsCheck.Xunit;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Sources;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class LokiSourceTests
{
    [Fact]
    public async Task Error_lines_of_each_service_are_counted_and_the_first_ones_kept()
    {
        await using var loki = new LokiStandIn().With(
            LokiLine.Of("payments", Samples.Noon.AddSeconds(65), "Exception: second"),
            LokiLine.Of("payments", Samples.Noon.AddSeconds(5), "an ERROR first", pod: "b"),
            LokiLine.Of("payments", Samples.Noon.AddSeconds(6), "all is well"),
            LokiLine.Of("payments", Samples.Noon.AddHours(-1), "error long ago"),
            LokiLine.Of("orders", Samples.Noon, "fatal", nanoseconds: 999, pod: "c"));
        using var host = Host(loki);

        var findings = await host.InvestigateAsync(Samples.Incident("payments", "orders", "idle"));

        findings.Missing.Should().BeEmpty();
        Lines(findings).Select(evidence => evidence.Value).Should().Equal(
            "2 error lines of payments between 12:00:05 UTC and 12:01:05 UTC",
            "1 error line of orders between 12:00:00 UTC and 12:00:00 UTC",
            "no error lines of idle");
        findings.Evidence[0].Details.Should().Equal("12:00:05 UTC an ERROR first", "12:01:05 UTC Exception: second");
        findings.Evidence[0].Query.Should().Be("""{service="payments"} |~ "(?i)(error|exception|fatal|panic)" """.TrimEnd());
    }

    [Fact]
    public async Task An_incident_without_a_service_gives_no_evidence_and_no_failure()
    {
        await using var loki = new LokiStandIn();
        using var host = Host(loki);

        var findings = await host.InvestigateAsync(Samples.Incident());

        findings.Evidence.Should().BeEmpty();
        findings.Missing.Should().BeEmpty();
        loki.Ledger.Should().BeEmpty();
    }

    [Property(MaxTest = 30)]
    public async Task Paging_back_counts_every_line_once_however_many_share_a_time(NonEmptyArray<byte> gaps)
    {
        // Nanoseconds apart, often none: a double could not tell them from each other.
        var at = 0L;
        await using var loki = new LokiStandIn().With([.. gaps.Get.Index().Select(
            gap => LokiLine.Of("payments", Samples.Noon, $"error {gap.Index}", at += gap.Item % 4, gap.Index % 2 == 0 ? "a" : "b"))]);
        var atOneTime = gaps.Get.Aggregate((Most: 1, Now: 0), (run, gap) => gap % 4 == 0 ? (Math.Max(run.Most, run.Now + 1), run.Now + 1) : (run.Most, 1)).Most;
        using var host = Host(loki, ("Loki:Limit", $"{Math.Max(10, atOneTime + 1)}"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().BeEmpty();
        Lines(findings).Single().Value.Should().StartWith($"{gaps.Get.Length} error line");
        Lines(findings).Single().Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_time_with_more_lines_than_a_page_holds_is_said_and_passed()
    {
        await using var loki = new LokiStandIn().With(
            Enumerable.Range(0, 25).Select(n => LokiLine.Of("payments", Samples.Noon, $"error {n}")).Append(LokiLine.Of("payments", Samples.Noon.AddSeconds(-1), "error before")));
        using var host = Host(loki, ("Loki:Limit", "10"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        Lines(findings).Single().Warnings.Should().Equal("at least 10 lines have the same time 12:00:00 UTC: some may not have been read");
        Lines(findings).Single().Details[0].Should().Be("11:59:59 UTC error before");
    }

    [Fact]
    public async Task Reading_stops_at_MaxLines_and_says_so()
    {
        await using var loki = new LokiStandIn().With(Enumerable.Range(0, 100).Select(n => LokiLine.Of("payments", Samples.Noon.AddSeconds(n), $"error {n}")));
        using var host = Host(loki, ("Loki:Limit", "10"), ("Loki:MaxLines", "30"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        Lines(findings).Single().Value.Should().Be("at least 30 error lines of payments between 12:01:10 UTC and 12:01:39 UTC");
        Lines(findings).Single().Warnings.Should().Equal("only the latest 30 lines were read: there may be earlier ones");
        Lines(findings).Single().Details.Should().HaveCount(20);
        loki.Ledger.Should().HaveCount(5, "the time before is asked for once");
    }

    [Fact]
    public async Task Structured_metadata_is_passed_over_and_a_long_line_is_cut_between_characters()
    {
        await using var loki = new LokiStandIn().With(
            LokiLine.Of("payments", Samples.Noon, "error " + string.Concat(Enumerable.Repeat("😀", 400))) with { Metadata = "4bf92f" });
        using var host = Host(loki);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        Lines(findings).Single().Details.Should().Equal("12:00:00 UTC error " + string.Concat(Enumerable.Repeat("😀", 294)) + "…");
    }

    [Fact]
    public async Task The_tenant_the_label_and_the_limit_are_what_was_configured()
    {
        await using var loki = new LokiStandIn { MaxEntries = 100 };
        using var host = Host(loki, ("Loki:TenantId", "shop"), ("Loki:ServiceLabel", "app"), ("Loki:Limit", "101"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().Equal(new MissingEvidence(
            "loki", "answered 400: max entries limit per query exceeded, limit > max_entries_limit_per_query (101 > 100)"));
        loki.Ledger.Single().Headers["X-Scope-OrgID"].Should().Be("shop");
        loki.Ledger.Single()["query"].Should().StartWith("""{app="payments"} """);
    }

    [Fact]
    public async Task Kinds_of_lines_that_are_new_or_more_frequent_than_before_are_told_with_counts_and_the_first_of_them()
    {
        await using var loki = new LokiStandIn().With(
        [
            .. Lines(5, from: -60, "error: user {0} is not known"),
            .. Lines(6, from: 0, "error: user {0} is not known"),
            .. Lines(2, from: -60, "error: no connection to 10.0.0.{0}:5432 after 2.5s"),
            .. Lines(20, from: 0, "error: no connection to 10.0.0.{0}:5432 after 3s"),
            .. Lines(3, from: 0, "panic: table orders_{0} has no column tax"),
        ]);
        using var host = Host(loki);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Skip(1).Select(one => (one.Title, one.Value)).Should().Equal(
            ("More frequent error lines of payments", "20 like \"error: no connection to <*> after <*>\", 2 in as long a time before"),
            ("New error lines of payments", "3 like \"panic: table <*> has no column tax\", none in as long a time before"));
        findings.Evidence[1].Details.Should().Equal("12:00:00 UTC error: no connection to 10.0.0.0:5432 after 3s");
        findings.Evidence[2].Facts!.Patterns.Should().Equal(
            new LogPattern("payments", "panic: table <*> has no column tax", Now: 3, Before: 0, "panic: table orders_0 has no column tax"));

        static IEnumerable<LokiLine> Lines(int count, int from, string text) => Enumerable.Range(0, count)
            .Select(n => LokiLine.Of("payments", Samples.Noon.AddMinutes(from).AddSeconds(n), string.Format(null, text, n)));
    }

    [Fact]
    public async Task Where_not_all_lines_of_a_time_were_read_its_counts_are_scaled_and_a_steady_rate_is_no_news()
    {
        // Before, only the latest 200 s are read, for a chatty line fills the limit: of the steady one 10 in 200 s, then 150 in 2 400 s.
        await using var loki = new LokiStandIn().With(
        [
            .. Enumerable.Range(-4200, 2400).Select(second => LokiLine.Of("payments", Samples.Noon.AddSeconds(second), "error: chatty now and then")),
            .. Enumerable.Range(-210, 120).Select(n => LokiLine.Of("payments", Samples.Noon.AddSeconds(20 * n), "error: steady")),
            .. Enumerable.Range(-112, 149).Select(n => LokiLine.Of("payments", Samples.Noon.AddSeconds(16 * n), "error: steady")),
        ]);
        using var host = Host(loki, ("Loki:MaxLines", "200"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Should().ContainSingle().Which.Value.Should().StartWith("149 error lines");
    }

    [Fact]
    public async Task Where_not_all_lines_of_the_time_before_were_read_nothing_is_new_and_it_is_said_how_much_was_read()
    {
        // Before, only the latest 200 s of 2 400 are read: a line that is not in them may have been there 12 times.
        await using var loki = new LokiStandIn().With(
        [
            .. Enumerable.Range(-4200, 2400).Select(second => LokiLine.Of("payments", Samples.Noon.AddSeconds(second), "error: chatty now and then")),
            LokiLine.Of("payments", Samples.Noon.AddMinutes(-60), "panic: rare"),
            LokiLine.Of("payments", Samples.Noon, "panic: rare"),
            .. Enumerable.Range(0, 40).Select(n => LokiLine.Of("payments", Samples.Noon.AddSeconds(n), $"error: table orders_{n} has no column tax")),
        ]);
        using var host = Host(loki, ("Loki:MaxLines", "200"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        var news = findings.Evidence.Skip(1).Should().ContainSingle().Subject;
        (news.Title, news.Value).Should().Be(
            ("More frequent error lines of payments", "40 like \"error: table <*> has no column tax\", none in the 200 s of the time before that were read"));
        news.Facts!.Patterns.Single().Before.Should().Be(1, "none at all would be a witness");
    }

    [Fact]
    public async Task Of_a_service_that_is_called_only_the_news_are_told()
    {
        await using var loki = new LokiStandIn().With(
            LokiLine.Of("db", Samples.Noon, "error: disk full"), LokiLine.Of("cache", Samples.Noon.AddHours(-1), "error: old"), LokiLine.Of("cache", Samples.Noon, "error: old"));
        using var host = Host(loki, ("Investigation:Calls:payments:0", "db"), ("Investigation:Calls:payments:1", "cache"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Where(one => one.Source == "loki").Select(one => one.Value).Should().Equal(
            "no error lines of payments", "1 like \"error: disk full\", none in as long a time before");
    }

    [Fact]
    public async Task Without_an_answer_about_the_time_before_the_lines_are_kept_and_what_is_missing_is_said()
    {
        var now = """{"status":"success","data":{"resultType":"streams","result":[{"stream":{},"values":[["1772625600000000000","error"]]}]}}""";
        await using var loki = new CannedSource(asked => asked["start"] == "1772623800000000000" ? now : "{");
        using var host = Samples.HostAtTenPastNoon(("Loki:Url", loki.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Should().ContainSingle().Which.Title.Should().Be("Error lines of payments");
        findings.Missing.Single().Reason.Should().StartWith("of the time before the window: did not answer in its own format");
    }

    [Property(MaxTest = 500)]
    public void A_time_in_nanoseconds_is_read_exactly(NonNegativeInt seconds, NonNegativeInt fraction)
    {
        var nanoseconds = (seconds.Get * 1_000_000_000L) + (fraction.Get % 1_000_000_000);

        var entry = System.Text.Json.JsonSerializer.Deserialize<LokiEntry>($"""["{nanoseconds}","x",["y"]]""");

        entry.Should().Be(new LokiEntry(nanoseconds, "x"));
    }

    private static IEnumerable<Evidence> Lines(Findings findings) => findings.Evidence.Where(one => one.Title.StartsWith("Error lines", StringComparison.Ordinal));

    private static IHost Host(LokiStandIn loki, params IEnumerable<(string, string?)> settings) =>
        Samples.HostAtTenPastNoon(settings.Append(("Loki:Url", loki.Url)));
}
