using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.EndToEnd;

/// <summary>SIGKILL in the middle of a storm. Judged from the rows in the file and from what reached Slack and PagerDuty.</summary>
public sealed class KillTests
{
    private const int Services = 40;
    private const int AlertsEach = 25;
    private const int Payloads = Services * AlertsEach / 5;

    [Theory]
    [InlineData(5)]
    [InlineData(Payloads / 2)]
    [InlineData(Payloads - 5)]
    public async Task A_thousand_alerts_in_forty_groups_survive_a_kill_after_some_were_acknowledged(int acknowledged)
    {
        await using var duty = await Duty.BeginAsync();

        // The last payload waits for the kill: however quick the agent is, it is killed in the middle.
        var parcels = Parcel.Of(Services, AlertsEach, alertsPerPayload: 5);
        using var senders = new Senders(duty.Url, parcels.SkipLast(1), acknowledged);
        var sending = senders.SendUntilTakenAsync();
        await senders.Reached;

        await duty.KillAgentAsync();
        var promised = senders.Acknowledged;
        var stored = await duty.Store.ColumnAsync("SELECT json_extract(alert, '$.fingerprint') FROM each_alert");
        senders.Add(parcels[^1]);
        await duty.StartHereAsync();
        await sending;
        await senders.SendUntilTakenAsync();
        await duty.EverythingIsToldAsync();

        promised.Except(stored).Should().BeEmpty("a 202 says that the alert is on the disk");
        promised.Count.Should().BeLessThan(Services * AlertsEach, "it was killed in the middle");
        senders.Odd.Should().BeEmpty();
        await EachAlertIsInOneIncidentAsync(duty.Store);
        await EachIncidentIsAnnouncedAsync(duty);
    }

    private static async Task EachAlertIsInOneIncidentAsync(StoreFile store)
    {
        var rows = await store.RowsAsync("SELECT json_extract(alert, '$.fingerprint'), incident, json_extract(alert, '$.labels.service') FROM each_alert");

        rows.Select(row => row[0]).Order(StringComparer.Ordinal).Should().Equal(
            Parcel.Of(Services, AlertsEach, 5).SelectMany(parcel => parcel.Fingerprints).Order(StringComparer.Ordinal));
        rows.Select(row => (Incident: row[1], Service: row[2])).Distinct().Should().HaveCount(Services)
            .And.OnlyHaveUniqueItems(pair => pair.Incident).And.OnlyHaveUniqueItems(pair => pair.Service);
        (await store.CountAsync("incidents")).Should().Be(Services);
    }

    /// <summary>Slack's history can be read, so not even Slack is told twice.</summary>
    private static async Task EachIncidentIsAnnouncedAsync(Duty duty)
    {
        var told = await duty.Store.RowsAsync("SELECT incident, destination FROM outbox WHERE kind = 'Opened' AND state = 'Sent'");

        told.Should().HaveCount(Services * 2);
        told.Select(row => (row[0], row[1])).Should().OnlyHaveUniqueItems();
        (await duty.Store.CountAsync("outbox WHERE state = 'Dead'")).Should().Be(0);
        duty.Slack.Messages.Should().HaveCount(Services).And.OnlyHaveUniqueItems(message => message.Key);
        duty.Slack.Messages.SelectMany(message => message.Replies).Should().BeEmpty("more alerts of an incident update its message in place");
        duty.PagerDuty.Incidents.Should().HaveCount(Services).And.OnlyHaveUniqueItems(incident => incident.DedupKey);
        duty.PagerDuty.Incidents.Should().OnlyContain(incident => incident.Events[0].GetProperty("event_action").GetString() == "trigger");
    }
}
