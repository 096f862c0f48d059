using IncidentAgent.Investigation;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class GitHubSourceTests
{
    [Fact]
    public async Task Deployments_count_from_when_they_succeeded_and_the_last_one_is_compared_with_the_one_before()
    {
        await using var github = new GitHubStandIn().With(
            new GitHubDeployment(Samples.Noon.AddMinutes(-20), "ccccccc3333") { Ref = "v3" },
            new GitHubDeployment(Samples.Noon.AddMinutes(-10), "ddddddd4444", "failure") { Ref = "v4" },
            new GitHubDeployment(Samples.Noon.AddHours(-2), "bbbbbbb2222") { Ref = "v2" },
            new GitHubDeployment(Samples.Noon.AddHours(-1), "aaaaaaa0000") { Ref = "v3-rc", Environment = "staging" },
            new GitHubDeployment(Samples.Noon.AddDays(-3), "aaaaaaa1111"));
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().BeEmpty();
        var evidence = findings.Evidence.Should().ContainSingle().Subject;
        evidence.Title.Should().Be("Deployments of shop/payments");
        evidence.Value.Should().Be("3 changes; the last: 2026-03-04 11:42:00 UTC deployment of payments: v3 (ccccccc) to production by ana");
        evidence.Details.Should().Equal(
            "2026-03-04 11:42:00 UTC deployment of payments: v3 (ccccccc) to production by ana https://ci.example.com/ccccccc3333",
            "2026-03-04 11:02:00 UTC deployment of payments: v3-rc (aaaaaaa) to staging by ana https://ci.example.com/aaaaaaa0000",
            "2026-03-04 10:02:00 UTC deployment of payments: v2 (bbbbbbb) to production by ana https://ci.example.com/bbbbbbb2222",
            "2 commits in the last one https://github.com/shop/payments/compare/bbbbbbb2222...ccccccc3333",
            "ccccccc ana: Raise the pool",
            "1111111 ben: Cache the rates");
        evidence.Facts!.Changes[0].Should().Be(new ChangeEvent(
            Samples.Noon.AddMinutes(-18), "deployment", "payments", "v3 (ccccccc) to production by ana", "https://ci.example.com/ccccccc3333"));
        github.Ledger.Should().OnlyContain(asked => !asked.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Only_the_environment_that_is_configured_counts_and_the_token_is_sent()
    {
        await using var github = new GitHubStandIn().With(
            new GitHubDeployment(Samples.Noon.AddMinutes(-20), "ccccccc3333") { Environment = "staging" }, new GitHubDeployment(Samples.Noon.AddMinutes(-40), "bbbbbbb2222"));
        using var host = Host(github, ("GitHub:Environment", "production"), ("GitHub:Token", "t0p"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Value.Should().StartWith("1 change; the last: 2026-03-04 11:22:00 UTC deployment of payments: v1 (bbbbbbb) to production");
        github.Ledger.Should().OnlyContain(asked => asked.Headers["Authorization"].EndsWith(" t0p"));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("""
        "{\"a\":1}"
        """)]
    [InlineData("""{"a":1,"b":{}}""")]
    [InlineData("null")]
    public async Task Whatever_a_deployment_carries_as_its_payload_it_counts(string payload)
    {
        await using var github = new GitHubStandIn().With(new GitHubDeployment(Samples.Noon.AddMinutes(-20), "ccccccc3333") { Payload = payload });
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().BeEmpty();
        findings.Evidence.Should().ContainSingle().Which.Value.Should().StartWith("1 change; the last: ");
    }

    [Fact]
    public async Task Pages_are_followed_until_they_are_older_than_what_is_looked_at()
    {
        await using var github = new GitHubStandIn().With(
            Enumerable.Range(0, 400).Select(n => new GitHubDeployment(Samples.Noon.AddMinutes(-10 * n), $"{n:x40}", n == 120 ? "success" : "failure")));
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        github.Ledger.Where(asked => asked.Path.EndsWith("/deployments")).Select(asked => asked["page"]).Should().Equal(null, "2");
        findings.Evidence.Should().BeEmpty("only the 20 latest are looked into");
    }

    [Fact]
    public async Task A_next_page_of_another_host_is_not_asked()
    {
        await using var elsewhere = new GitHubStandIn();
        await using var github = new GitHubStandIn { NextPageHost = elsewhere.Url }.With(
            Enumerable.Range(0, 101).Select(n => new GitHubDeployment(Samples.Noon.AddMinutes(-n), $"{n:x40}")));
        using var host = Host(github, ("GitHub:Token", "t0p"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Should().ContainSingle();
        elsewhere.Ledger.Should().BeEmpty();
    }

    [Fact]
    public async Task What_has_not_changed_costs_nothing_of_the_rate_limit()
    {
        await using var github = new GitHubStandIn { Remaining = 6 }.With(
            new GitHubDeployment(Samples.Noon.AddMinutes(-20), "ccccccc3333"), new GitHubDeployment(Samples.Noon.AddHours(-2), "bbbbbbb2222"));
        using var host = Host(github);

        var first = await host.InvestigateAsync(Samples.Incident("payments"));
        var asked = github.Ledger.Count;
        var second = await host.InvestigateAsync(Samples.Incident("payments"));

        asked.Should().Be(4);
        github.Remaining.Should().Be(2);
        second.Evidence.Single().Should().BeEquivalentTo(first.Evidence.Single());
        github.Ledger.Skip(asked).Should().HaveCount(4).And.OnlyContain(again => again.Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task A_reached_rate_limit_is_told_with_the_time_it_is_lifted_and_not_pressed()
    {
        var clock = new FakeTimeProvider(Samples.Noon.AddMinutes(10));
        await using var github = new GitHubStandIn { Remaining = 0, Reset = Samples.Noon.AddMinutes(30) }.With(new GitHubDeployment(Samples.Noon, "ccccccc3333"));
        using var host = Samples.Host(services => services.AddSingleton<TimeProvider>(clock), Settings(github));

        var first = await host.InvestigateAsync(Samples.Incident("payments"));
        var second = await host.InvestigateAsync(Samples.Incident("payments"));
        var asked = github.Ledger.Count;
        github.Remaining = 100;
        clock.Advance(TimeSpan.FromMinutes(20));
        var third = await host.InvestigateAsync(Samples.Incident("payments"));

        first.Missing.Should().Equal(new MissingEvidence("github", "its rate limit is reached until 2026-03-04 12:30:00 UTC"));
        second.Missing.Should().Equal(first.Missing);
        asked.Should().Be(1);
        third.Missing.Should().BeEmpty();
    }

    [Theory]
    [InlineData(429, "60", "its rate limit is reached until 2026-03-04 12:11:00 UTC")]
    [InlineData(403, "60", "its rate limit is reached until 2026-03-04 12:11:00 UTC")]
    [InlineData(403, null, "answered 403: Resource not accessible")]
    [InlineData(401, null, "answered 401: Resource not accessible")]
    [InlineData(404, null, "answered 404: Resource not accessible")]
    public async Task A_refusal_is_told_in_words_and_not_tried_again(int status, string? retryAfter, string reason)
    {
        await using var github = new GitHubStandIn { Fault = new Fault.Refuse(status, """{"message":"Resource not accessible"}""", retryAfter) };
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().Equal(new MissingEvidence("github", reason));
        github.Ledger.Should().ContainSingle();
    }

    [Fact]
    public async Task A_server_that_hangs_floods_breaks_off_or_talks_nonsense_is_missing_evidence()
    {
        (Fault Fault, string Reason)[] faults =
        [
            (new Fault.Hang(), "did not answer within 1 s"),
            (new Fault.Trickle(), "did not answer within 1 s"),
            (new Fault.Flood(), "answered more than 65536 bytes"),
            (new Fault.BreakOff(), "broke off its answer: "),
            (new Fault.Refuse(200, "<html>"), "did not answer in its own format: "),
            (new Fault.Refuse(503, "{}"), "answered 503"),
        ];
        foreach (var (fault, reason) in faults)
        {
            await using var github = new GitHubStandIn { Fault = fault };
            using var host = Host(github, ("GitHub:MaxResponseBytes", "65536"), ("Investigation:SourceTimeout", "00:00:01"));

            var findings = await host.InvestigateAsync(Samples.Incident("payments"));

            findings.Missing.Single().Reason.Should().StartWith(reason);
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""[{"id":"one"}]""")]
    [InlineData("\"something else\"")]
    public async Task JSON_that_is_something_else_is_missing_evidence(string answer)
    {
        await using var github = new CannedSource(answer);
        using var host = Samples.HostAtTenPastNoon(("GitHub:Url", github.Url), ("GitHub:Repository", "shop/payments"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Single().Reason.Should().StartWith("did not answer in its own format: ");
    }

    [Fact]
    public async Task Where_there_are_no_deployments_successful_workflow_runs_are_told_but_not_those_of_pull_requests()
    {
        await using var github = new GitHubStandIn()
            .WithRun("Deploy", Samples.Noon.AddMinutes(-3), "ccccccc3333").WithRun("Test", Samples.Noon.AddMinutes(-1), "ddddddd4444", "pull_request")
            .WithRun("Deploy", Samples.Noon.AddHours(-5), "bbbbbbb2222");
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        var evidence = findings.Evidence.Single();
        evidence.Title.Should().Be("Workflow runs of shop/payments");
        evidence.Facts!.Changes.Select(change => (change.At, change.Kind, change.Summary)).Should().Equal(
            (Samples.Noon.AddMinutes(-3), "workflow run", "Deploy on main (ccccccc): Commit ccccccc3333"),
            (Samples.Noon.AddHours(-5), "workflow run", "Deploy on main (bbbbbbb): Commit bbbbbbb2222"));
        evidence.Details.Should().Contain("2 commits in the last one https://github.com/shop/payments/compare/bbbbbbb2222...ccccccc3333");
        github.Ledger.Single(asked => asked.Path.EndsWith("/runs"))["created"].Should().Be("2026-03-03T11:30:00Z..2026-03-04T12:10:00Z");
    }

    [Fact]
    public async Task Only_workflow_runs_that_may_have_deployed_are_told_each_with_its_branch()
    {
        await using var github = new GitHubStandIn()
            .WithRun("Nightly", Samples.Noon.AddMinutes(-1), "aaaaaaa1111", "schedule").WithRun("Labels", Samples.Noon.AddMinutes(-2), "aaaaaaa1111", "issue_comment")
            .WithRun("CI", Samples.Noon.AddMinutes(-3), "eeeeeee5555", branch: "feature/x").WithRun("Deploy", Samples.Noon.AddMinutes(-4), "ddddddd4444", "workflow_run")
            .WithRun("Deploy", Samples.Noon.AddMinutes(-5), "ccccccc3333", "repository_dispatch").WithRun("Deploy", Samples.Noon.AddMinutes(-6), "bbbbbbb2222", "release", "v2")
            .WithRun("Deploy", Samples.Noon.AddMinutes(-7), "fffffff6666", "workflow_dispatch");
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Facts!.Changes.Select(change => change.Summary).Should().Equal(
            "CI on feature/x (eeeeeee): Commit eeeeeee5555",
            "Deploy on main (ddddddd): Commit ddddddd4444",
            "Deploy on main (ccccccc): Commit ccccccc3333",
            "Deploy on v2 (bbbbbbb): Commit bbbbbbb2222",
            "Deploy on main (fffffff): Commit fffffff6666");
    }

    [Fact]
    public async Task A_comparison_that_cannot_be_made_does_not_hide_the_deployment()
    {
        await using var github = new GitHubStandIn().With(
            new GitHubDeployment(Samples.Noon.AddMinutes(-20), "ccccccc3333"), new GitHubDeployment(Samples.Noon.AddHours(-2), "lost"));
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().BeEmpty();
        findings.Evidence.Single().Details[^1].Should().Be("what is in the last one is not known: answered 404: Not Found");
    }

    [Theory]
    [InlineData("GitHub:Repository")]
    [InlineData("GitHub:Repositories:payments", "GitHub:Repository")]
    [InlineData("GitHub:Repositories:payments", "GitHub:Repositories:orders")]
    public async Task A_deployment_of_a_repository_with_several_services_is_of_none_in_particular(params string[] settings)
    {
        await using var github = new GitHubStandIn().With(new GitHubDeployment(Samples.Noon.AddMinutes(-20), "ccccccc3333"));
        using var host = Samples.HostAtTenPastNoon([("GitHub:Url", github.Url), .. settings.Select(setting => (setting, (string?)"shop/payments"))]);

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single().Facts!.Changes.Single().Service.Should().BeNull();
    }

    [Fact]
    public async Task A_repository_of_several_services_nearby_is_asked_once()
    {
        await using var github = new GitHubStandIn().With(new GitHubDeployment(Samples.Noon.AddMinutes(-20), "ccccccc3333"));
        using var host = Host(github, ("GitHub:Repository", "Shop/Payments"), ("Investigation:Calls:payments:0", "orders"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Single(one => one.Source == "github").Facts!.Changes.Single().Service.Should().BeNull();
        github.Ledger.Count(asked => asked.Path.EndsWith("/deployments")).Should().Be(1);
    }

    [Fact]
    public async Task A_service_without_a_repository_is_not_asked_about()
    {
        await using var github = new GitHubStandIn();
        using var host = Host(github);

        var findings = await host.InvestigateAsync(Samples.Incident("orders"));

        findings.Evidence.Should().BeEmpty();
        findings.Missing.Should().BeEmpty();
        github.Ledger.Should().BeEmpty();
    }

    private static IHost Host(GitHubStandIn github, params IEnumerable<(string, string?)> more) => Samples.HostAtTenPastNoon([.. Settings(github), .. more]);

    private static (string, string?)[] Settings(GitHubStandIn github) => [("GitHub:Url", github.Url), ("GitHub:Repositories:payments", "shop/payments")];
}
