using System.Net;
using System.Text;
using System.Text.Json;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

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
    public async Task A_redelivery_that_is_recognised_by_its_bytes_is_told_how_things_stand_now()
    {
        await using var agent = await TestAgent.StartAsync();
        await DeliverAsync(agent, Down, Slow);
        IsRecognised(agent, Down, Slow).Should().BeFalse("what came once may never come again");
        await DeliverAsync(agent, Down, Slow);
        IsRecognised(agent, Down, Slow).Should().BeTrue();

        (await DeliverAsync(agent, Down, Slow)).Should().Be("INC-000001 open 2 2");
        await agent.ActAsync("INC-000001", "acknowledge").JsonAsync();
        (await DeliverAsync(agent, Down, Slow)).Should().Be("INC-000001 acknowledged 2 2");
        await DeliverAsync(agent, Down with { Firing = false }, Slow with { Firing = false });
        (await DeliverAsync(agent, Down, Slow)).Should().Be("INC-000001 resolved 2 2");
        await DeliverAsync(agent, Down with { StartsAt = Payloads.Noon.AddHours(1) });
        (await DeliverAsync(agent, Down, Slow)).Should().Be("INC-000001 open 2 2");
    }

    [Fact]
    public async Task A_redelivery_of_what_was_said_otherwise_since_is_not_recognised()
    {
        await using var agent = await TestAgent.StartAsync();
        var first = Down with { Summary = "90% of requests fail" };
        await DeliverAsync(agent, first);
        await DeliverAsync(agent, first);
        await DeliverAsync(agent, Down with { Summary = "95% of requests fail" });

        IsRecognised(agent, first).Should().BeFalse();
        (await DeliverAsync(agent, first)).Should().Be("INC-000001 open 1 1");

        var detail = await agent.GetAsync("/api/incidents/INC-000001");
        detail.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("summary").GetString()).Should().Equal("90% of requests fail");
    }

    [Fact]
    public async Task The_same_bytes_from_another_source_or_at_another_address_are_another_delivery()
    {
        await using var agent = await TestAgent.StartAsync();
        await DeliverAsync(agent, Down);
        await DeliverAsync(agent, Down);

        var known = agent.Services.GetRequiredService<KnownDeliveries>();
        var bytes = Encoding.UTF8.GetBytes(Payloads.Group("pay", Down));
        known.Recognise("alertmanager", "alertmanager", bytes).Should().NotBeNull();
        known.Recognise("alertmanager", "another", bytes).Should().BeNull();
        known.Recognise("events", "alertmanager", bytes).Should().BeNull();
        known.Recognise("alertmanager", "alertmanager", bytes.AsSpan(1)).Should().BeNull();
    }

    [Fact]
    public async Task No_more_alerts_of_repeated_deliveries_are_remembered_than_was_set()
    {
        await using var agent = await TestAgent.StartAsync("--Intake:KnownAlerts=4");
        MadeAlert[] alerts = [.. Enumerable.Range(1, 9).Select(number => new MadeAlert($"A{number}"))];
        foreach (var alert in alerts)
        {
            await DeliverAsync(agent, alert);
            await DeliverAsync(agent, alert);
        }

        alerts.Select(alert => IsRecognised(agent, alert)).Should().Equal(
            false, false, false, false, false, false, true, true, true);
        await DeliverAsync(agent, alerts[..3]);
        await DeliverAsync(agent, alerts[..3]);
        IsRecognised(agent, alerts[..3]).Should().BeFalse("it would take more than a generation");
    }

    [Fact]
    public async Task That_an_alert_is_still_spoken_of_is_written_down_however_often_it_was_recognised()
    {
        var time = new FakeTimeProvider(Payloads.Noon);
        await using var agent = await TestAgent.StartAsync(null, services => services.AddSingleton<TimeProvider>(time));
        for (var minutes = 0; minutes < 70; minutes += 10)
        {
            await DeliverAsync(agent, Down);
            time.Advance(TimeSpan.FromMinutes(10));
        }

        var detail = await agent.GetAsync("/api/incidents/INC-000001");
        detail.GetProperty("alerts")[0].GetProperty("lastSeen").GetDateTimeOffset().Should().Be(Payloads.Noon.AddMinutes(60));
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

    private static bool IsRecognised(TestAgent agent, params MadeAlert[] alerts) => agent.Services.GetRequiredService<KnownDeliveries>()
        .Recognise("alertmanager", "alertmanager", Encoding.UTF8.GetBytes(Payloads.Group("pay", alerts))) is not null;

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
