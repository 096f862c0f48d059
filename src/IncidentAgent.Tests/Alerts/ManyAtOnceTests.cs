using System.Net;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Alerts;

public sealed class ManyAtOnceTests
{
    [Fact]
    public async Task The_same_alert_fifty_times_at_once_is_one_incident_and_one_announcement()
    {
        await using var agent = await TestAgent.StartAsync();
        var payload = Payloads.Group("pay", new MadeAlert("Down"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => agent.DeliverAsync(payload).JsonAsync(HttpStatusCode.Accepted)));

        answers.SelectMany(answer => answer.Incidents()).Distinct().Should().Equal("INC-000001");
        answers.Sum(answer => answer.GetProperty("incidents")[0].GetProperty("duplicates").GetInt32()).Should().Be(49);
        var detail = await Eventually.Observe(
            "it was announced", () => agent.GetAsync("/api/incidents/INC-000001"),
            one => one.GetProperty("announcements").EnumerateArray().Any(sent => sent.GetProperty("state").GetString() == "sent"));
        detail.GetProperty("announcements").EnumerateArray().Select(sent => sent.GetProperty("kind").GetString()).Should().Equal("opened");
        detail.GetProperty("alerts").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_hundred_groups_at_once_are_a_hundred_incidents()
    {
        await using var agent = await TestAgent.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            agent.DeliverAsync(Payloads.Group($"service-{number}", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted)));

        answers.SelectMany(answer => answer.Incidents()).Should().HaveCount(100).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Alerts_that_cannot_be_used_are_kept_together_and_the_one_that_can_does_not_wait_for_each()
    {
        await using var agent = await TestAgent.StartAsync();
        var unusable = string.Join(',', Enumerable.Range(0, 500).Select(number =>
            $$$"""{"status":"firing","labels":{"alertname":"A{{{number}}}"}}"""));
        var before = await Metrics.ScrapeAsync(agent.Client);

        var answer = await agent.DeliverAsync(
            $$$"""{"alerts":[{{{unusable}}},{"status":"firing","startsAt":"2026-11-23T12:00:00Z","labels":{"service":"pay"}}]}""").JsonAsync(HttpStatusCode.Accepted);

        answer.GetProperty("quarantined").GetInt32().Should().Be(500);
        answer.Incidents().Should().ContainSingle();
        var commits = await Eventually.Observe(
            "the metric shows the commits",
            async () => (await Metrics.ScrapeAsync(agent.Client))["incident_agent_commit_batch_size_sum"] - before["incident_agent_commit_batch_size_sum"],
            commits => commits > 0);
        commits.Should().BeLessThan(20);
    }

    [Fact]
    public async Task A_payload_that_spans_services_is_answered_with_all_their_incidents()
    {
        await using var agent = await TestAgent.StartAsync();
        var alerts = string.Join(',', new[] { "a", "b", "a", "c" }.Select((service, number) =>
            $$$"""{"status":"firing","startsAt":"2026-11-23T12:00:00Z","labels":{"alertname":"A{{{number}}}","service":"{{{service}}}"}}"""));

        var answer = await agent.DeliverAsync($$"""{"groupKey":"{}:{}","alerts":[{{alerts}}]}""").JsonAsync(HttpStatusCode.Accepted);

        answer.Incidents().Should().BeEquivalentTo("INC-000001", "INC-000002", "INC-000003");
        answer.GetProperty("incidents").EnumerateArray().Select(one => one.GetProperty("alerts").GetInt32()).Should().BeEquivalentTo([2, 1, 1]);
    }
}
