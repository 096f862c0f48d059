using System.Globalization;
using System.Net;
using System.Text.Json;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Incidents;

public sealed class IncidentListTests(SharedAgent shared) : IClassFixture<SharedAgent>
{
    [Fact]
    public async Task Pages_follow_each_other_without_gaps_or_repeats_whatever_opens_meanwhile()
    {
        await using var agent = await TestAgent.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 23).Select(number => OpenAsync(agent, $"service-{number}")));

        List<string> ids = [];
        string? next = null;
        do
        {
            var page = await agent.GetAsync($"/api/incidents?limit=5{(next is null ? "" : $"&cursor={next}")}");
            ids.AddRange(Ids(page));
            next = page.GetProperty("next").GetString();
            await OpenAsync(agent, $"meanwhile-{ids.Count}");
        }
        while (next is not null);

        ids.Should().Equal(Enumerable.Range(1, 23).Reverse().Select(number => $"INC-{number:D6}"));
    }

    [Fact]
    public async Task A_last_page_that_is_just_full_is_the_last()
    {
        await using var agent = await TestAgent.StartAsync();
        await OpenAsync(agent, "a");
        await OpenAsync(agent, "b");

        (await agent.GetAsync("/api/incidents?limit=2")).GetProperty("next").ValueKind.Should().Be(JsonValueKind.Null);
        Ids(await agent.GetAsync("/api/incidents?cursor=INC-000001")).Should().BeEmpty();
    }

    [Fact]
    public async Task Filters_by_status_severity_label_and_time_narrow_it_alone_and_together()
    {
        await using var agent = await TestAgent.StartAsync();
        await OpenAsync(agent, "pay", "critical");
        await OpenAsync(agent, "search", "warning");
        await OpenAsync(agent, "a=b", "info");
        await agent.ActAsync("INC-000001", "acknowledge").JsonAsync();
        await agent.ActAsync("INC-000002", "resolve").JsonAsync();
        var opened = (await agent.GetAsync("/api/incidents")).GetProperty("incidents").EnumerateArray()
            .Select(one => one.GetProperty("openedAt").GetString()!).ToList();

        await Lists("status=acknowledged", 1);
        await Lists("status=RESOLVED", 2);
        await Lists("status=open,acknowledged", 3, 1);
        await Lists("status=open&status=resolved", 3, 2);
        await Lists("status=closed");
        await Lists("severity=info", 3, 2, 1);
        await Lists("severity=warning", 2, 1);
        await Lists("severity=critical", 1);
        await Lists("label=service=pay", 1);
        await Lists("label=service=a%3Db", 3);
        await Lists("label=service=pay&label=severity=warning");
        await Lists("label=service=search&label=severity=warning", 2);
        await Lists($"from={opened[1]}", 3, 2);
        await Lists($"to={opened[1]}", 1);
        await Lists($"from={opened[2]}&to={opened[0]}", 2, 1);
        await Lists($"from={DateTimeOffset.Parse(opened[1], CultureInfo.InvariantCulture):yyyy-MM-dd'T'HH:mm:ss.ffffff}Z&severity=warning", 2);
        await Lists("status=acknowledged&severity=critical&label=service=pay", 1);

        async Task Lists(string query, params int[] numbers) =>
            Ids(await agent.GetAsync($"/api/incidents?{query}")).Should().Equal(numbers.Select(number => $"INC-{number:D6}"), query);
    }

    [Theory]
    [InlineData("/api/incidents?status=burning", "status is 'burning'; it must be one of open, acknowledged, resolved, closed.")]
    [InlineData("/api/incidents?status=", "status is ''; it must be one of open, acknowledged, resolved, closed.")]
    [InlineData("/api/incidents?status=1", "status is '1'; it must be one of open, acknowledged, resolved, closed.")]
    [InlineData("/api/incidents?severity=bad", "severity is 'bad'; it must be one of info, warning, error, critical.")]
    [InlineData("/api/incidents?severity=warning,error", "severity is 'warning,error'; it must be one of info, warning, error, critical.")]
    [InlineData("/api/incidents?label=service", "label is 'service'; write it as label=name=value.")]
    [InlineData("/api/incidents?limit=0", "limit is 0; it must be between 1 and 500.")]
    [InlineData("/api/incidents?limit=501", "limit is 501; it must be between 1 and 500.")]
    [InlineData("/api/incidents?limit=2147483647", "limit is 2147483647; it must be between 1 and 500.")]
    [InlineData("/api/incidents?limit=many", "limit is 'many'; it must be a whole number.")]
    [InlineData("/api/incidents?from=yesterday", "from is 'yesterday'; it must be an instant such as 2026-11-23T12:00:00Z.")]
    [InlineData("/api/incidents?to=", "to is ''; it must be an instant such as 2026-11-23T12:00:00Z.")]
    [InlineData("/api/incidents?cursor=7", "cursor is '7'; give back what 'next' said.")]
    [InlineData("/api/incidents?limit=0&severity=bad", "severity is 'bad'; it must be one of info, warning, error, critical. limit is 0; it must be between 1 and 500.")]
    [InlineData("/api/announcements?state=gone", "state is 'gone'; it must be one of pending, sending, sent, superseded, dead, dismissed.")]
    [InlineData("/api/announcements?state=1", "state is '1'; it must be one of pending, sending, sent, superseded, dead, dismissed.")]
    [InlineData("/api/announcements?state=pending,dead", "state is 'pending,dead'; it must be one of pending, sending, sent, superseded, dead, dismissed.")]
    [InlineData("/api/announcements?limit=-1", "limit is -1; it must be between 1 and 1000.")]
    [InlineData("/api/announcements?limit=x", "limit is 'x'; it must be a whole number.")]
    [InlineData("/api/quarantine?limit=-1", "limit is -1; it must be between 1 and 1000.")]
    [InlineData("/api/quarantine?limit=x", "limit is 'x'; it must be a whole number.")]
    public async Task A_parameter_that_makes_no_sense_is_named_with_what_it_may_be(string path, string detail)
    {
        var agent = shared.Agent;

        (await agent.Client.GetAsync(path).ProblemAsync(HttpStatusCode.BadRequest)).Should().Be(detail);
    }

    private static async Task OpenAsync(TestAgent agent, string service, string severity = "critical") =>
        await agent.DeliverAsync(Payloads.Group(service, new MadeAlert("Down", Severity: severity))).JsonAsync(HttpStatusCode.Accepted);

    private static string[] Ids(JsonElement list) =>
        [.. list.GetProperty("incidents").EnumerateArray().Select(incident => incident.GetProperty("id").GetString()!)];
}
