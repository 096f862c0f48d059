using System.Diagnostics.Metrics;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using IncidentAgent.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Storage;

/// <summary>What is over is deleted when it is old, or in the way; what is not over, and what a redelivery is recognised by, never.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    /// <summary>Goes on by itself, as a clock does.</summary>
    private readonly FakeTimeProvider _time = new(Noon) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

    private SqliteStore? _open;
    private Retention? _retention;

    [Fact]
    public async Task What_is_over_goes_when_it_is_old_and_what_is_not_over_stays()
    {
        var store = Open();
        var old = await OpenedAsync("old", Noon);
        await old.DeliverAsync(Noon, Over("old", Noon));
        await EndAsync(old, Noon);
        await OpenedAsync("open", Noon);
        await EndAsync(await OpenedAsync("closed later", Noon), Noon.AddDays(80));
        var later = await OpenedAsync("spoken of later", Noon);
        await EndAsync(later, Noon);
        await later.DeliverAsync(Noon.AddDays(80), Alert("spoken of later", startsAt: Noon, summary: "still"));
        await TakenUpAsync("spoken of later");
        _time.SetUtcNow(Noon.AddDays(91));

        await Eventually.Holds("the old one is gone", () => store.Find(new IncidentId(1)) is null);

        store.List(new IncidentFilter(10)).Select(one => one.Id.Number).Should().BeEquivalentTo([2L, 3L, 4L]);
        Count("alerts", "sum(count)").Should().Be(3);
        Count("alert_changes").Should().Be(1, "what the old one's alert came to is gone");
        Count("timeline WHERE incident = 1").Should().Be(0);
        Count("outbox WHERE incident = 1").Should().Be(0);
        Count("writers").Should().Be(3);
        (await old.DeliverAsync(Noon.AddDays(91), Over("old", Noon))).Should().Be(CommitResult.Committed);
        Close();
        Count("alert_changes").Should().Be(1, "of what is deleted nothing is noted any more");
        Open().NextIncident().Should().Be(new IncidentId(5));
    }

    [Fact]
    public async Task A_key_of_which_nothing_is_left_is_written_by_whoever_comes_next()
    {
        var store = Open();
        await EndAsync(await OpenedAsync("old", Noon), Noon);
        await EndAsync(await OpenedAsync("old", Noon.AddHours(1)), Noon.AddHours(1));
        await TakenUpAsync("old");
        _time.SetUtcNow(Noon.AddDays(91));
        await Eventually.Holds("both are gone", () => store.Find(new IncidentId(1)) is null && store.Find(new IncidentId(2)) is null);
        Count("writers").Should().Be(0);
        Close();
        Open();

        await OpenedAsync("old", Noon.AddDays(91));
        await OpenedAsync("old", Noon.AddDays(92));

        await TakenUpAsync("old");
        Count("writers").Should().Be(1);
    }

    [Fact]
    public async Task What_a_redelivery_is_recognised_by_stays_however_short_the_rest_is_kept()
    {
        var store = Open(keepFor: TimeSpan.FromDays(1));
        await EndAsync(await OpenedAsync("forgotten", Noon.AddDays(-2)), Noon.AddDays(-2));
        await EndAsync(await OpenedAsync("remembered", Noon), Noon);
        await TakenUpAsync("remembered");
        _time.SetUtcNow(Noon.AddDays(7));

        await Eventually.Holds("the first is gone", () => store.Find(new IncidentId(1)) is null);

        store.Find(new IncidentId(2)).Should().NotBeNull();
    }

    [Fact]
    public async Task The_oldest_go_first_when_the_database_becomes_too_large_and_no_more_than_needed()
    {
        const int Incidents = 120;
        var store = Open(keepBytes: 1_500_000);
        for (var number = 0; number < Incidents; number++)
        {
            await EndAsync(await OpenedAsync($"{number}", Noon, new string('x', 3000)), Noon);
        }

        await TakenUpAsync($"{Incidents - 1}");
        var all = UsedBytes();
        _time.SetUtcNow(Noon.AddDays(8));

        await Eventually.Holds("it has become smaller", () => UsedBytes() <= 1_500_000);

        all.Should().BeGreaterThan(2_000_000);
        var kept = store.List(new IncidentFilter(1000)).Select(one => one.Id.Number).Order().ToList();
        kept.Count.Should().BeInRange(20, Incidents - 20);
        kept.Should().Equal(Enumerable.Range(Incidents - kept.Count + 1, kept.Count).Select(number => (long)number));
    }

    [Fact]
    public async Task It_is_looked_again_within_ten_minutes_though_the_clock_is_set_back()
    {
        var clock = new ClockToSet();
        Open(time: clock);
        await Eventually.Holds("it was looked", () => _retention!.DueIn > TimeSpan.Zero);

        clock.SetBack = TimeSpan.FromDays(30);

        _retention!.DueIn.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(10));
    }

    private async Task<KeyWriter> OpenedAsync(string service, DateTimeOffset at, string? summary = null)
    {
        var writer = await KeyWriter.OpenAsync(_open!, $"labels:service={service}");
        (await writer.DeliverAsync(at, Alert(service, startsAt: at, summary: summary))).Should().Be(CommitResult.Committed);
        return writer;
    }

    /// <summary>Only what the database has taken up can be deleted from it; who opens a key waits for its last commit, and so for all before it.</summary>
    private async Task TakenUpAsync(string lastWritten) => await KeyWriter.OpenAsync(_open!, $"labels:service={lastWritten}");

    /// <summary>It is resolved, all that is to be done about it is done, and everybody is told.</summary>
    private static async Task EndAsync(KeyWriter writer, DateTimeOffset at)
    {
        var later = at.AddHours(1);
        await writer.ChangeAsync((one, policy, changes) => one.Resolve("ana", at, policy, changes));
        while (writer.Opened.Track.Newest!.Steps.Keys.Cast<StepKind?>().FirstOrDefault() is { } step)
        {
            await writer.ChangeAsync((one, policy, changes) => one.BeginStep(step, later, TimeSpan.FromMinutes(1))!.Value.Next
                .EndStep(step, new StepResult.Done(), later, policy, changes));
        }

        while (writer.Opened.Track.Newest!.Lanes.FirstOrDefault(lane => !lane.Value.Waiting.IsEmpty).Key is { } destination)
        {
            await writer.ChangeAsync((one, policy, changes) =>
            {
                var (next, claimed) = one.Claim(destination, later, changes)!.Value;
                return next.Settle(destination, claimed.Row, new DeliveryOutcome.Delivered(), later, policy, changes);
            });
        }

        writer.Opened.Track.Newest!.IsSettled.Should().BeTrue();
    }

    private SqliteStore Open(TimeSpan? keepFor = null, long keepBytes = 0, TimeProvider? time = null)
    {
        var options = new StorageOptions { Directory = _directory.Path, KeepFor = keepFor ?? new StorageOptions().KeepFor, KeepBytes = keepBytes };
        _retention = new Retention(Options.Create(options), Options.Create(new IncidentOptions()), time ?? _time);
        return _open = new SqliteStore(
            Options.Create(options), _retention, new AgentMetrics(_services.GetRequiredService<IMeterFactory>()), NullLoggerFactory.Instance);
    }

    private void Close() => _open?.Dispose();

    private long UsedBytes() => Count("pragma_page_count, pragma_freelist_count, pragma_page_size", "(page_count - freelist_count) * page_size");

    private long Count(string from, string what = "count(*)")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "incident-agent.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {what} FROM {from}";
        return (long)command.ExecuteScalar()!;
    }

    private sealed class ClockToSet : TimeProvider
    {
        public TimeSpan SetBack { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - SetBack;
    }

    public void Dispose()
    {
        _open?.Dispose();
        _services.Dispose();
        _directory.Dispose();
    }
}
