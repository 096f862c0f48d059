using System.Diagnostics.Metrics;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using IncidentAgent.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Storage;

public sealed partial class SqliteStoreTests : IncidentStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<SqliteStore> _open = [];

    private protected override IIncidentStore Open() => Open(new StorageOptions { Directory = _directory.Path });

    private SqliteStore Open(StorageOptions options)
    {
        var metrics = new AgentMetrics(_services.GetRequiredService<IMeterFactory>());
        var store = new SqliteStore(Options.Create(options), StoreFile.KeepsAll, metrics, NullLoggerFactory.Instance);
        _open.Add(store);
        return store;
    }

    private protected override void Close(IIncidentStore store)
    {
        _open.Remove((SqliteStore)store);
        ((SqliteStore)store).Dispose();
    }

    public override void Dispose()
    {
        _open.ForEach(store => store.Dispose());
        _services.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_second_store_on_the_same_folder_is_refused()
    {
        Open();

        FluentActions.Invoking(Open).Should().Throw<StartRefusedException>().WithMessage("*is in use by another process*--data*");
    }

    [Fact]
    public void A_folder_is_free_again_when_its_store_is_closed()
    {
        Close(Open());

        FluentActions.Invoking(Open).Should().NotThrow();
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var file = Path.Combine(_directory.Path, "incident-agent.db");
        File.WriteAllText(file, new string('x', 10_000));

        FluentActions.Invoking(Open).Should().Throw<StartRefusedException>().WithMessage($"*{file}*cannot be opened*");
        File.ReadAllText(file).Should().Be(new string('x', 10_000));
    }

    [Fact]
    public async Task When_the_disk_is_full_nothing_is_half_written_and_reading_goes_on()
    {
        var store = Open(new StorageOptions { Directory = _directory.Path, MaxBytes = 1 << 20 });
        var committed = 0;
        CommitResult result;
        do
        {
            var writer = await KeyWriter.OpenAsync(store, $"labels:service={committed}");
            result = await writer.DeliverAsync(Alert(new string('x', 2000)));
            committed += result is CommitResult.Committed ? 1 : 0;
        }
        while (result is CommitResult.Committed && committed < 1000);

        result.Should().Be(CommitResult.StoreDown);
        committed.Should().BeInRange(5, 500);
        store.Health.Should().BeEquivalentTo(new { IsUp = false }).And.Match<StoreHealth>(health => health.Reason!.Contains("full"));
        store.List(new IncidentFilter(1000)).Should().HaveCount(committed);
        Count("alerts", "sum(count)").Should().Be(committed);
        Count("outbox").Should().Be(2 * committed);

        Close(store);
        var roomier = Open();
        (await (await KeyWriter.OpenAsync(roomier, "labels:service=more")).DeliverAsync(Alert("HighCPU"))).Should().Be(CommitResult.Committed);
        roomier.Health.IsUp.Should().BeTrue();
    }

    [Fact]
    public async Task A_change_that_finds_the_disk_full_is_not_kept_and_that_is_said()
    {
        var store = Open(new StorageOptions { Directory = _directory.Path, MaxBytes = 1 << 20 });

        var numbers = await Task.WhenAll(Enumerable.Range(0, 3000).Select(number =>
            store.AddChangeAsync(new ChangeEvent(Noon.AddSeconds(number), "deployment", "payments", new string('x', 900), null), Noon)));

        numbers.Should().Contain((long?)null);
        store.Changes(new ChangeFilter(5000)).Select(one => (long?)one.Number).Should().BeEquivalentTo(numbers.Where(number => number is not null));
    }

    [Fact]
    public async Task A_file_of_the_journal_that_cannot_be_deleted_holds_up_nothing()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, "labels:service=payments");
        await DeliverLargeAsync(writer, 0);
        store.List(new IncidentFilter(1)).Should().ContainSingle("it is taken up");
        var first = Directory.GetFiles(Journal, "*.journal").Should().ContainSingle().Which;
        File.Delete(first);
        Directory.CreateDirectory(first);

        for (var number = 1; number < 8; number++)
        {
            await DeliverLargeAsync(writer, number);
            store.List(new IncidentFilter(1)).Should().ContainSingle();
        }

        store.Health.IsUp.Should().BeTrue();
        Directory.Delete(first);
        await DeliverLargeAsync(writer, 8);
        await Eventually.Holds("what was kept for it is gone too", () => Directory.GetFiles(Journal, "*.journal").Length == 1);
    }

    [Fact]
    public async Task Somebody_who_reads_for_long_as_a_back_up_does_holds_up_no_commit()
    {
        var store = Open(new StorageOptions { Directory = _directory.Path, MaxBytes = 8 << 20 });
        var writer = await KeyWriter.OpenAsync(store, "labels:service=payments");
        (await writer.DeliverAsync(Alert("First"))).Should().Be(CommitResult.Committed);
        store.List(new IncidentFilter(1)).Should().ContainSingle("it is taken up");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "incident-agent.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var reading = connection.BeginTransaction(deferred: true);
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT count(*) FROM alerts";
        read.ExecuteScalar().Should().Be(1L);

        // More than the journal may hold.
        for (var number = 0; number < 80; number++)
        {
            (await writer.DeliverAsync(Alert($"Alert {number}", summary: new string('x', 40_000))).WaitAsync(TimeSpan.FromSeconds(30)))
                .Should().Be(CommitResult.Committed);
        }

        store.Find(new IncidentId(1))!.Alerts.Should().HaveCount(81);
        read.ExecuteScalar().Should().Be(1L, "it reads what there was when it began");
    }

    [Fact]
    public async Task A_disk_that_does_not_answer_is_not_called_well()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, "labels:service=payments");
        Task<CommitResult> commit;
        using (await HangingFile.MakeAsync(IncidentAgent.Storage.Journal.SpareOf(Journal)))
        {
            commit = writer.DeliverAsync(Alert("One"));

            await Eventually.Holds(
                "it is said",
                () => store.Health is { IsUp: false, Reason: { } why } && why.StartsWith("The disk has not answered for ", StringComparison.Ordinal));
            commit.IsCompleted.Should().BeFalse();
        }

        (await commit).Should().Be(CommitResult.StoreDown);
        await Eventually.Holds("it is well again", () => store.Health.IsUp);
    }

    [Fact]
    public async Task Alerts_that_are_taken_up_together_lie_together_by_incident_and_are_read_with_what_became_of_them()
    {
        var store = Open();
        var (pay, orders) = (await KeyWriter.OpenAsync(store, "labels:service=pay"), await KeyWriter.OpenAsync(store, "labels:service=orders"));
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "incident-agent.db")};Pooling=False"))
        {
            // While somebody else writes nothing is taken up.
            connection.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            await pay.DeliverAsync(Noon, Alert("One"));
            await orders.DeliverAsync(Noon.AddSeconds(1), Alert("Two"));
            await pay.DeliverAsync(Noon.AddSeconds(2), Alert("Three"), Alert("Four", summary: Noise.Text(100_000)));
            await orders.DeliverAsync(Noon.AddSeconds(3), Alert("Five"));
            await pay.DeliverAsync(Noon.AddSeconds(4), Over("Three"));
            await pay.DeliverAsync(Noon.AddSeconds(5), Alert("One", summary: "worse"), Alert("Four") with { Labels = new LabelMap([new("alertname", "Renamed")]) });
        }

        store.AlertsOf(new IncidentId(1), 10).Select(one => $"{one.Alert.Name} {one.Alert.Status} {(one.LastSeen - Noon).TotalSeconds}").Should()
            .Equal("One Firing 5", "Three Resolved 4", "Renamed Firing 5");
        store.Find(new IncidentId(1))!.Timeline.Select(entry => entry.Text).Should().Contain("Three, Four started firing", "so they were called then");
        store.AlertsOf(new IncidentId(1), 1).Should().ContainSingle().Which.Alert.Summary.Should().Be("worse");
        store.AlertsOf(new IncidentId(2), 10).Select(one => one.Alert.Name).Should().Equal("Two", "Five");
        Count("alerts").Should().Be(3, "one row for each incident, and one for what is too long to lie with others");
        Count("alerts", "max(length(rows))").Should().BeGreaterThan(100_000);
        Count("alert_changes").Should().Be(3);
    }

    [Fact]
    public void The_database_keeps_a_write_ahead_log_in_large_pages()
    {
        Open();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "incident-agent.db")};Pooling=False");
        connection.Open();

        Pragma(connection, "journal_mode").Should().Be("wal");
        Pragma(connection, "page_size").Should().Be("8192");
    }

    private string Journal => Path.Combine(_directory.Path, "journal");

    private static async Task DeliverLargeAsync(KeyWriter writer, int number) =>
        (await writer.DeliverAsync(Alert($"Large {number}", summary: new string('x', 4 << 20)))).Should().Be(CommitResult.Committed);

    private long Count(string table, string what = "count(*)")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "incident-agent.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {what} FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private static string Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return command.ExecuteScalar()!.ToString()!;
    }
}
