using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Tests.Support;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Tests.Alerts;

/// <summary>What a sender and an operator see when the database may not grow any more.</summary>
public sealed class FullStoreTests
{
    private const string Limit = "--Storage:MaxBytes=1500000";

    [Fact]
    public async Task When_the_store_is_full_senders_are_asked_to_try_again_and_everything_can_still_be_read()
    {
        await using var agent = await TestAgent.StartAsync(Limit);
        var stored = await FillAsync(agent);

        var refused = await agent.DeliverAsync(Big(stored + 2));
        refused.Headers.RetryAfter!.Delta.Should().BePositive();
        (await Task.FromResult(refused).ProblemAsync(HttpStatusCode.ServiceUnavailable)).Should().Contain("The store cannot be written to right now.");
        (await agent.DeliverAsync($"{{\"not\":\"{new string('x', 300_000)}\"}}").ProblemAsync(HttpStatusCode.ServiceUnavailable))
            .Should().Contain("The store cannot be written to right now.", "what cannot be quarantined is not refused for good either");

        var health = await agent.Client.GetAsync("/health").JsonAsync(HttpStatusCode.ServiceUnavailable);
        health.GetProperty("status").GetString().Should().Be("red");
        health.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "store")
            .GetProperty("detail").GetString().Should().Contain("full");
        (await agent.Client.GetAsync("/health/ready")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await agent.Client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await agent.GetAsync("/api/incidents?limit=500")).GetProperty("incidents").GetArrayLength().Should().Be(stored, "nothing is half done");
        (await agent.GetAsync("/api/incidents/INC-000001")).GetProperty("alerts").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_change_that_cannot_be_kept_is_refused_and_not_listed()
    {
        await using var agent = await TestAgent.StartAsync(Limit);
        await FillAsync(agent);

        // The last pages still have room for small rows: it takes a few until there is none.
        var kept = 0;
        using var refused = await Eventually.Observe(
            "a change is refused",
            async () =>
            {
                var answer = await agent.Client.PostAsJsonAsync("/api/changes", new { kind = "deployment", summary = $"v{kept} {new string('x', 900)}" });
                kept += answer.StatusCode is HttpStatusCode.Created ? 1 : 0;
                return answer;
            },
            answer => answer.StatusCode is not HttpStatusCode.Created);

        refused.Headers.RetryAfter!.Delta.Should().BePositive();
        (await Task.FromResult(refused).ProblemAsync(HttpStatusCode.ServiceUnavailable)).Should().Contain("the change was not kept. Send it again.");
        (await agent.GetAsync("/api/changes?limit=1000")).GetProperty("changes").GetArrayLength().Should().Be(kept);
    }

    [Fact]
    public async Task A_store_that_is_full_does_not_call_itself_healthy_again()
    {
        await using var agent = await TestAgent.StartAsync(Limit);
        await FillAsync(agent);

        // That something does not happen takes time to see: the store looks every second whether it can be written to.
        var seen = new List<HttpStatusCode>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.Observe(
            "three looks have passed",
            async () =>
            {
                seen.Add((await agent.Client.GetAsync("/health/ready")).StatusCode);
                return watch.Elapsed;
            },
            elapsed => elapsed > TimeSpan.FromSeconds(3));

        seen.Should().AllBeEquivalentTo(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Given_room_again_it_takes_what_it_refused()
    {
        using var directory = new TemporaryDirectory();
        int stored;
        await using (var agent = await TestAgent.StartAsync(directory.Path, services: null, Limit))
        {
            stored = await FillAsync(agent);
        }

        await using var roomy = await TestAgent.StartAsync(directory.Path, services: null);

        var answer = await roomy.DeliverAsync(Big(stored + 1)).JsonAsync(HttpStatusCode.Accepted);
        answer.GetProperty("incidents")[0].GetProperty("duplicates").GetInt32().Should().Be(0);
        (await roomy.GetAsync("/api/incidents?limit=500")).GetProperty("incidents").GetArrayLength().Should().Be(stored + 1);
    }

    [Fact]
    public async Task While_the_database_takes_nothing_up_what_it_holds_can_be_read_and_actions_are_asked_to_be_tried_again()
    {
        using var directory = new TemporaryDirectory();
        await using var agent = await TestAgent.StartAsync(directory.Path, services: null);
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await agent.ActAsync("INC-000001", "resolve").JsonAsync();
        await Eventually.Observe(
            "it is written up", () => agent.Client.GetAsync("/api/incidents/INC-000001/postmortem"), answer => answer.IsSuccessStatusCode);

        Execute(directory, "ALTER TABLE timeline RENAME TO away");
        await agent.DeliverAsync(Payloads.Group("orders", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await Eventually.Observe(
            "nothing is taken up", () => agent.Client.GetAsync("/health/ready"), answer => answer.StatusCode is HttpStatusCode.ServiceUnavailable);

        (await agent.Client.GetAsync("/api/incidents/INC-000001/postmortem")).StatusCode.Should().Be(HttpStatusCode.OK);
        var refused = await agent.ActAsync("INC-000001", "notes", new { text = "It was DNS" });
        refused.Headers.RetryAfter!.Delta.Should().BePositive();
        (await Task.FromResult(refused).ProblemAsync(HttpStatusCode.ServiceUnavailable)).Should().EndWith("Try again.");

        Execute(directory, "ALTER TABLE away RENAME TO timeline");
        await Eventually.Observe(
            "all is taken up", () => agent.Client.GetAsync("/api/incidents/INC-000002"), answer => answer.IsSuccessStatusCode);
    }

    private static void Execute(TemporaryDirectory directory, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "incident-agent.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Delivers until it is refused; how many deliveries are stored.</summary>
    private static async Task<int> FillAsync(TestAgent agent)
    {
        for (var number = 1; number < 100; number++)
        {
            using var answer = await agent.DeliverAsync(Big(number));
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                return number - 1;
            }

            answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        }

        throw new InvalidOperationException("The store never became full.");
    }

    private static string Big(int number) => JsonSerializer.Serialize(new
    {
        alerts = new[]
        {
            new
            {
                status = "firing",
                startsAt = Payloads.Noon,
                labels = new { alertname = "Big", service = $"service-{number}" },
                annotations = Enumerable.Range(0, 50).ToDictionary(part => $"part-{part}", part => Noise.Text(4000, seed: part)),
            },
        },
    });
}
