using FluentAssertions.Extensions;
using FsCheck;
using FsCheck.Fluent;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Notifications;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Incidents;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Storage;

/// <summary>What every store promises; one class of tests for each of them derives from this.</summary>
public abstract class IncidentStoreContract : IDisposable
{
    private const string Key = "labels:service=payments";

    /// <summary>Opens the store, or opens it again on what is there.</summary>
    private protected abstract IIncidentStore Open();

    private protected abstract void Close(IIncidentStore store);

    public abstract void Dispose();

    [Fact]
    public async Task What_was_committed_is_there_after_closing_and_opening_again()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU"), Alert("HighMemory", severity: "warning"));
        await writer.DeliverAsync(Noon.AddMinutes(1), Over("HighCPU"));
        store.Find(writer.Opened.Track.Newest!.Incident.Id)!.Incident.Should().BeEquivalentTo(writer.Opened.Track.Newest!.Incident);
        await writer.ChangeAsync((one, policy, changes) => one.Acknowledge("ana", Noon.AddMinutes(2), policy, changes));
        await writer.ChangeAsync((one, _, _) => one with { Incident = one.Incident with { EscalateTo = ["pagerduty:boss"] } });
        Close(store);

        var again = await KeyWriter.OpenAsync(Open(), Key);

        again.Opened.Track.Should().BeEquivalentTo(writer.Opened.Track, options => options.Excluding(track => track.Newest));
        again.Opened.Track.Newest.Should().BeEquivalentTo(writer.Opened.Track.Newest);
    }

    [Fact]
    public async Task A_commit_that_is_made_twice_counts_once()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU"));
        var before = store.Find(new IncidentId(1));

        (await store.CommitAsync(writer.LastCommit!.Value)).Should().Be(CommitResult.Fenced);

        store.Find(new IncidentId(1)).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_writer_that_was_superseded_changes_nothing_and_claims_nothing()
    {
        var store = Open();
        var stale = await KeyWriter.OpenAsync(store, Key);
        await stale.DeliverAsync(Alert("HighCPU"));
        var current = await KeyWriter.OpenAsync(store, Key);
        var before = store.Find(new IncidentId(1));

        (await stale.DeliverAsync(Noon.AddMinutes(1), Over("HighCPU"))).Should().Be(CommitResult.Fenced);
        (await stale.ChangeAsync((one, _, changes) => one.Claim("slack:ops", Noon, changes)!.Value.Next)).Should().Be(CommitResult.Fenced);
        store.Find(new IncidentId(1)).Should().BeEquivalentTo(before);

        (await current.ChangeAsync((one, _, changes) => one.Claim("slack:ops", Noon, changes)!.Value.Next)).Should().Be(CommitResult.Committed);
    }

    [Fact]
    public async Task Of_two_writers_of_a_new_key_the_first_commit_wins()
    {
        var store = Open();
        var first = await KeyWriter.OpenAsync(store, Key);
        var second = await KeyWriter.OpenAsync(store, Key);

        var results = await Task.WhenAll(first.DeliverAsync(Alert("HighCPU")), second.DeliverAsync(Alert("HighCPU")));

        results.Should().BeEquivalentTo([CommitResult.Committed, CommitResult.Fenced]);
        store.List(new IncidentFilter(10)).Should().ContainSingle();
    }

    [Fact]
    public async Task Commits_of_many_keys_at_once_are_all_there()
    {
        var store = Open();
        var writers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => KeyWriter.OpenAsync(store, $"labels:service={number}")));

        var results = await Task.WhenAll(writers.Select(writer => writer.DeliverAsync(Alert(writer.Key))));

        results.Should().AllBeEquivalentTo(CommitResult.Committed);
        store.List(new IncidentFilter(1000)).Select(incident => incident.Id).Should().OnlyHaveUniqueItems().And.HaveCount(200);
    }

    [Fact]
    public async Task A_number_is_never_given_to_two_incidents()
    {
        var store = Open();
        await (await KeyWriter.OpenAsync(store, Key)).DeliverAsync(Alert("HighCPU"));
        store.NextIncident().Should().Be(new IncidentId(2));
        Close(store);

        store = Open();
        await (await KeyWriter.OpenAsync(store, "labels:service=checkout")).DeliverAsync(Alert("HighLatency"));

        store.List(new IncidentFilter(10)).Select(incident => incident.Id.Number).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task What_is_due_is_found_in_its_shard_until_it_is_done()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU"));
        var shard = Shards.Of(Key);

        (await store.DueAsync(shard, Noon, 10)).Should().BeEquivalentTo([
            new DueWork(Key, new IncidentId(1), StepKind.Investigate, null),
            new DueWork(Key, new IncidentId(1), null, "slack:ops"),
            new DueWork(Key, new IncidentId(1), null, "pagerduty:primary"),
        ]);
        (await store.DueAsync(shard, Noon.AddSeconds(-1), 10)).Should().BeEmpty();
        (await store.DueAsync((shard + 1) % Shards.Count, Noon, 10)).Should().BeEmpty();

        await writer.ChangeAsync((one, policy, changes) =>
        {
            var (claimed, item) = one.Claim("slack:ops", Noon, changes)!.Value;
            return claimed.Settle("slack:ops", item.Row, new DeliveryOutcome.Delivered("receipt"), Noon, policy, changes).Drop(StepKind.Investigate);
        });
        (await store.DueAsync(shard, Noon, 10)).Should().BeEquivalentTo([new DueWork(Key, new IncidentId(1), null, "pagerduty:primary")]);
    }

    [Fact]
    public async Task Many_that_wait_for_one_destination_do_not_hide_those_of_another()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU"));

        (await store.DueAsync(Shards.Of(Key), Noon, 1)).Where(work => work.Destination is not null).Should().HaveCount(2);
    }

    [Fact]
    public async Task Many_investigations_that_are_due_do_not_hide_an_escalation()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU"));
        await writer.ChangeAsync((one, _, _) => one.Due(StepKind.Escalate, Noon.AddSeconds(1)));

        (await store.DueAsync(Shards.Of(Key), Noon.AddSeconds(1), 1)).Select(work => work.Step).Should().Contain([StepKind.Investigate, StepKind.Escalate]);
    }

    [Fact]
    public async Task An_announcement_that_was_being_sent_may_have_arrived()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU"));
        await writer.ChangeAsync((one, _, changes) => one.Claim("slack:ops", Noon, changes)!.Value.Next);
        Close(store);

        var again = await KeyWriter.OpenAsync(Open(), Key);

        again.Opened.Track.Newest!.Lanes["slack:ops"].Waiting.Single().Should().BeEquivalentTo(
            new { MayHaveArrived = true, SendingSince = (DateTimeOffset?)null, Attempts = 1 });
        again.Opened.Track.Newest!.Lanes["pagerduty:primary"].Waiting.Single().MayHaveArrived.Should().BeFalse();
    }

    [Fact]
    public async Task That_an_announcement_may_have_arrived_is_known_to_the_next_writer()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU"));
        var claimed = 0L;
        await writer.ChangeAsync((one, _, changes) =>
        {
            var (next, item) = one.Claim("slack:ops", Noon, changes)!.Value;
            claimed = item.Row;
            return next;
        });
        await writer.ChangeAsync((one, policy, changes) => one.Settle("slack:ops", claimed, new DeliveryOutcome.Unknown("no answer"), Noon, policy, changes));

        var next = await KeyWriter.OpenAsync(store, Key);

        next.Opened.Track.Newest!.Lanes["slack:ops"].Waiting.Single().MayHaveArrived.Should().BeTrue();
    }

    [Fact]
    public async Task A_resolved_notice_does_not_take_away_what_the_alert_said()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("HighCPU", summary: "CPU is at 97 %"));

        await writer.DeliverAsync(Noon.AddMinutes(1), Over("HighCPU") with { Annotations = IncidentAgent.Alerts.Alert.NoLabels });

        store.AlertsOf(new IncidentId(1), 10).Single().Alert.Should().BeEquivalentTo(
            new { Status = AlertStatus.Resolved, EndsAt = Noon.AddMinutes(1), Summary = "CPU is at 97 %" });
    }

    [Fact]
    public async Task Incidents_are_found_by_status_severity_label_and_time()
    {
        var store = Open();
        await (await KeyWriter.OpenAsync(store, "a")).DeliverAsync(Noon, Alert("One", severity: "warning"));
        await (await KeyWriter.OpenAsync(store, "b")).DeliverAsync(Noon.AddHours(1), Alert("Two", severity: "critical"));
        var over = await KeyWriter.OpenAsync(store, "c");
        await over.DeliverAsync(Noon.AddHours(2), Alert("Three", severity: "critical"));
        await over.DeliverAsync(Noon.AddHours(3), Over("Three"));

        Titles(new IncidentFilter(10)).Should().Equal("Three is bad", "Two is bad", "One is bad");
        Titles(new IncidentFilter(10) { Statuses = [IncidentStatus.Resolved, IncidentStatus.Closed] }).Should().Equal("Three is bad");
        Titles(new IncidentFilter(10) { AtLeast = Severity.Error }).Should().Equal("Three is bad", "Two is bad");
        Titles(new IncidentFilter(10) { Labels = new Dictionary<string, string> { ["alertname"] = "Two" } }).Should().Equal("Two is bad");
        Titles(new IncidentFilter(10) { OpenedFrom = Noon.AddMinutes(1), OpenedTo = Noon.AddHours(2) }).Should().Equal("Two is bad");
        Titles(new IncidentFilter(1) { Before = 3 }).Should().Equal("Two is bad");

        IEnumerable<string> Titles(IncidentFilter filter) => store.List(filter).Select(incident => incident.Title);
    }

    [Fact]
    public async Task The_end_from_before_an_alert_fired_again_is_known_to_the_next_writer()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, "labels:service=payments");
        await writer.DeliverAsync(Noon, Alert("HighCPU"));
        await writer.DeliverAsync(Noon.AddMinutes(1), Over("HighCPU"));
        await writer.DeliverAsync(Noon.AddMinutes(5), Alert("HighCPU"));

        var next = await KeyWriter.OpenAsync(store, "labels:service=payments");
        await next.DeliverAsync(Noon.AddMinutes(6), Over("HighCPU"));

        next.Opened.Track.Newest!.Incident.Should().BeEquivalentTo(new { Status = IncidentStatus.Open, FiringAlerts = 1 });
    }

    [Fact]
    public void The_next_writer_knows_what_the_last_one_knew()
    {
        var (store, samples) = (Open(), 0);
        Prop.ForAll(LifeCycleProperties.Deliveries, async deliveries =>
        {
            var writer = await KeyWriter.OpenAsync(store, $"{Key}-{++samples}");
            foreach (var (index, delivery) in deliveries.Index())
            {
                await writer.DeliverAsync(Noon.AddMinutes(index * 7), delivery);
            }

            var next = await KeyWriter.OpenAsync(store, writer.Key);

            next.Opened.Track.Episodes.Should().BeEquivalentTo(writer.Opened.Track.Episodes);
            (next.Opened.Track.Newest?.Incident).Should().BeEquivalentTo(writer.Opened.Track.Newest?.Incident);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task What_waits_is_told_with_how_long_investigations_and_all_else_by_themselves()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, "labels:service=payments");
        await writer.DeliverAsync(Alert("HighCPU"));

        store.Backlog(Noon.AddMinutes(1)).Should().BeEquivalentTo(
            new { DueSteps = 1, OldestDue = (DateTimeOffset?)null, OldestInvestigation = Noon, OldestAnnouncement = Noon });

        await writer.ChangeAsync((one, policy, changes) => one.Resolve("ana", Noon.AddMinutes(2), policy, changes));
        store.Backlog(Noon.AddDays(1)).OldestDue.Should().Be(Noon.AddMinutes(2));
    }

    [Fact]
    public async Task Reported_changes_are_found_by_time_and_service_the_latest_first_and_forgotten_when_they_are_old()
    {
        var store = Open();
        async Task Add(int minute, string? service, string summary, DateTimeOffset? forgetBefore = null) =>
            (await store.AddChangeAsync(new ChangeEvent(Noon.AddMinutes(minute), "deployment", service, summary, null), forgetBefore ?? Noon.AddDays(-30))).Should().NotBeNull();

        await Add(0, "payments", "v1");
        await Add(5, null, "firewall");
        await Add(3, "orders", "v7");
        await Add(3, "payments", "v2");
        await Add(5, null, "firewall");

        Summaries(new ChangeFilter(10)).Should().Equal("firewall", "v2", "v7", "v1");
        Summaries(new ChangeFilter(2)).Should().Equal("firewall", "v2");
        Summaries(new ChangeFilter(10) { Service = "payments" }).Should().Equal("v2", "v1");
        Summaries(new ChangeFilter(10) { From = Noon.AddMinutes(3), To = Noon.AddMinutes(3) }).Should().Equal("v2", "v7");
        store.Changes(new ChangeFilter(1)).Single().Change.Service.Should().BeNull();

        await Add(9, "payments", "v3", forgetBefore: Noon.AddMinutes(3));
        Summaries(new ChangeFilter(10)).Should().Equal("v3", "firewall", "v2", "v7");

        IEnumerable<string> Summaries(ChangeFilter filter) => store.Changes(filter).Select(one => one.Change.Summary);
    }

    [Fact]
    public async Task The_same_refused_bytes_are_kept_once_and_counted()
    {
        var store = Open();
        var refused = new Quarantined("alertmanager", "alerts[0].startsAt is missing", "{}"u8.ToArray(), Noon);

        var first = await store.QuarantineAsync([refused]);
        var second = await store.QuarantineAsync([refused with { At = Noon.AddMinutes(5) }, refused with { Source = "other" }]);

        second![0].Should().Be(first!.Single());
        store.Quarantine(10).Should().HaveCount(2).And.ContainEquivalentOf(new { Times = 2, FirstSeen = Noon, LastSeen = Noon + 5.Minutes() });
    }
}
