using System.Net;
using IncidentAgent.Incidents;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Incidents;

/// <summary>A key's writer lives as long as its grain, and deliveries are taken to it directly.</summary>
public sealed class WriterTests
{
    private const string Key = "labels:service=pay";

    [Fact]
    public async Task While_its_grain_is_ended_again_and_again_every_alert_is_taken_into_the_same_incident()
    {
        await using var agent = await TestAgent.StartAsync();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("First"))).JsonAsync(HttpStatusCode.Accepted);
        using var ending = new CancellationTokenSource();
        var ended = EndAgainAndAgainAsync(agent, ending.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async sender =>
        {
            List<string> incidents = [];
            for (var alert = 0; alert < 100; alert++)
            {
                var payload = Payloads.Group("pay", new MadeAlert($"Alert{sender}-{alert}"));
                incidents.AddRange((await agent.DeliverAsync(payload).JsonAsync(HttpStatusCode.Accepted)).Incidents());
            }

            return incidents;
        }));

        await ending.CancelAsync();
        (await ended).Should().BeGreaterThan(2, "else nothing was shown");
        answers.SelectMany(incidents => incidents).Should().HaveCount(800).And.OnlyContain(incident => incident == "INC-000001");
        var detail = await agent.GetAsync("/api/incidents/INC-000001");
        detail.GetProperty("incident").GetProperty("firingAlerts").GetInt32().Should().Be(801);
    }

    [Fact]
    public async Task A_writer_that_has_ended_sends_its_callers_elsewhere()
    {
        await using var agent = await TestAgent.StartAsync();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("First"))).JsonAsync(HttpStatusCode.Accepted);
        var writers = agent.Services.GetRequiredService<IncidentWriters>();
        var writer = writers.Find(Key)!;

        await writers.CloseAsync(writer);

        (await writer.ActAsync(new ActRequest(new IncidentId(1), PersonAction.Acknowledge, "ada", null))).Written.Should().Be(Written.Moved);
        writers.Find(Key).Should().BeNull();
    }

    [Fact]
    public async Task However_busy_a_writer_is_its_grain_is_called_now_and_then_so_that_it_is_not_taken_for_idle()
    {
        var time = new FakeTimeProvider(Payloads.Noon);
        await using var agent = await TestAgent.StartAsync(null, services => services.AddSingleton<TimeProvider>(time));
        var writers = agent.Services.GetRequiredService<IncidentWriters>();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("First"))).JsonAsync(HttpStatusCode.Accepted);
        writers.FindInUse(Key).Should().NotBeNull();

        time.Advance(TimeSpan.FromMinutes(1));

        writers.FindInUse(Key).Should().BeNull();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Second"))).JsonAsync(HttpStatusCode.Accepted);
        writers.FindInUse(Key).Should().NotBeNull().And.BeSameAs(writers.Find(Key));
    }

    /// <returns>How often a new writer was seen.</returns>
    private static async Task<int> EndAgainAndAgainAsync(TestAgent agent, CancellationToken stopping)
    {
        var writers = agent.Services.GetRequiredService<IncidentWriters>();
        var management = agent.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        HashSet<IncidentWriter> seen = [];
        while (!stopping.IsCancellationRequested)
        {
            if (writers.Find(Key) is { } writer)
            {
                seen.Add(writer);
            }

            await management.ForceActivationCollection(TimeSpan.Zero);
        }

        return seen.Count;
    }
}
