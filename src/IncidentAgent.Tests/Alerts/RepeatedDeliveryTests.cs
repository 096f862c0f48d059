using System.Net;
using System.Text.Json;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Alerts;

public sealed class RepeatedDeliveryTests
{
    private static readonly MadeAlert Down = new("Down");
    private static readonly MadeAlert Slow = new("Slow");

    [Fact]
    public async Task A_redelivery_changes_nothing()
    {
        await using var agent = await TestAgent.StartAsync();
        await DeliverAsync(agent, Down, Slow);
        await AnnouncedAsync(agent, "opened");
        var before = await HistoryAsync(agent);

        (await DeliverAsync(agent, Down, Slow)).Should().Be("INC-000001 open 2 2");

        (await HistoryAsync(agent)).Should().Be(before);
    }

    [Fact]
    public async Task An_older_episode_never_reopens_an_incident()
    {
        await using var agent = await TestAgent.StartAsync();
        await DeliverAsync(agent, Down);
        await DeliverAsync(agent, Down with { Firing = false });

        (await DeliverAsync(agent, Down with { StartsAt = Payloads.Noon.AddHours(-1) })).Should().Be("INC-000001 resolved 1 1");
        (await DeliverAsync(agent, Down)).Should().Be("INC-000001 resolved 1 1", "a firing notice may come after its resolved one");
        (await DeliverAsync(agent, Down with { StartsAt = Payloads.Noon.AddHours(1) })).Should().Be("INC-000001 open 1 0", "a newer episode does");
    }

    [Fact]
    public async Task A_group_resolves_alert_by_alert_and_silence_about_one_means_nothing()
    {
        await using var agent = await TestAgent.StartAsync();
        await DeliverAsync(agent, Down, Slow);

        (await DeliverAsync(agent, Down with { Firing = false })).Should().Be("INC-000001 open 1 0");
        (await DeliverAsync(agent, Down with { Firing = false }, Slow with { Firing = false })).Should().Be("INC-000001 resolved 2 1");
    }

    [Fact]
    public async Task Changed_annotations_of_the_same_episode_are_shown_and_nobody_is_told()
    {
        await using var agent = await TestAgent.StartAsync();
        await DeliverAsync(agent, Down with { Summary = "90% of requests fail" });
        await AnnouncedAsync(agent, "opened");

        (await DeliverAsync(agent, Down with { Summary = "95% of requests fail" })).Should().Be("INC-000001 open 1 1");

        var detail = await agent.GetAsync("/api/incidents/INC-000001");
        detail.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("summary").GetString()).Should().Equal("95% of requests fail");
        detail.GetProperty("announcements").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task What_was_known_before_a_restart_is_known_after_it()
    {
        using var directory = new TemporaryDirectory();
        await using (var before = await TestAgent.StartAsync(directory.Path, services: null))
        {
            await DeliverAsync(before, Down, Slow);
            await DeliverAsync(before, Slow with { Firing = false });
        }

        await using var agent = await TestAgent.StartAsync(directory.Path, services: null);

        (await DeliverAsync(agent, Down, Slow, Slow with { Firing = false })).Should().Be("INC-000001 open 3 3");
        (await agent.DeliverAsync(Payloads.Group("other", Down)).JsonAsync(HttpStatusCode.Accepted)).Incidents().Should().Equal("INC-000002");
    }

    [Theory]
    [InlineData(AlertStatus.Firing, -1, true)]
    [InlineData(AlertStatus.Firing, 0, false)]
    [InlineData(AlertStatus.Resolved, -1, false)]
    public void A_firing_alert_nobody_speaks_of_any_more_is_shown_as_stale(AlertStatus status, int lastSeenTicksAfterLimit, bool stale)
    {
        var alert = new Alert { Source = "am", Fingerprint = "f", Status = status, StartsAt = Payloads.Noon };

        AlertView.Of(new AlertRecord(alert, Payloads.Noon, Payloads.Noon.AddTicks(lastSeenTicksAfterLimit)), staleBefore: Payloads.Noon)
            .Stale.Should().Be(stale);
    }

    private static async Task<string> DeliverAsync(TestAgent agent, params MadeAlert[] alerts)
    {
        var incident = (await agent.DeliverAsync(Payloads.Group("pay", alerts)).JsonAsync(HttpStatusCode.Accepted)).GetProperty("incidents")[0];
        return string.Join(' ', incident.EnumerateObject().Select(property => property.Value.ToString()));
    }

    private static Task<JsonElement> AnnouncedAsync(TestAgent agent, string kind) => Eventually.Observe(
        $"{kind} was announced and the evidence gathered",
        () => agent.GetAsync("/api/incidents/INC-000001"),
        detail => detail.GetProperty("findings").ValueKind is JsonValueKind.Object && detail.GetProperty("announcements").EnumerateArray()
            .Any(one => one.GetProperty("kind").GetString() == kind && one.GetProperty("state").GetString() == "sent"));

    /// <summary>Everything that is told of it except when its alerts were last spoken of.</summary>
    private static async Task<string> HistoryAsync(TestAgent agent)
    {
        var detail = await agent.GetAsync("/api/incidents/INC-000001");
        return $"{detail.GetProperty("incident")} {detail.GetProperty("timeline")} {detail.GetProperty("announcements")}";
    }
}
