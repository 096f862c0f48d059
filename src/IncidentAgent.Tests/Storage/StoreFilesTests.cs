using System.Diagnostics.Metrics;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using IncidentAgent.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Storage;

/// <summary>The database and its journal: what a start finds after a crash, a loss or a restore.</summary>
public sealed class StoreFilesTests : IDisposable
{
    private const string Key = "labels:service=payments";
    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private SqliteStore? _open;

    private string Database => Path.Combine(_directory.Path, "incident-agent.db");

    private string Journal => Path.Combine(_directory.Path, "journal");

    [Fact]
    public async Task What_was_answered_and_is_not_in_the_database_yet_is_there_after_a_crash_once()
    {
        await DeliverAsync("One");
        var earlier = SaveDatabase();
        var after = await DeliverAsync("Two", "Three");
        var before = Open().Find(new IncidentId(1));
        Close();

        earlier.Restore();

        Open().Find(new IncidentId(1)).Should().BeEquivalentTo(before);
        (await KeyWriter.OpenAsync(Open(), Key)).Opened.Version.Should().Be(after);
        Count("alerts", "sum(count)").Should().Be(3);
        Count("timeline").Should().Be(1);
    }

    [Fact]
    public async Task Numbers_that_were_given_are_not_given_again_though_the_database_does_not_know_them_yet()
    {
        await DeliverAsync("One");
        var earlier = SaveDatabase();
        var store = Open();
        (await (await KeyWriter.OpenAsync(store, "labels:service=orders")).DeliverAsync(Alert("Two"))).Should().Be(CommitResult.Committed);
        Close();

        earlier.Restore();

        Open().NextIncident().Should().Be(new IncidentId(3));
        Open().NextAlert().Should().Be(3);
    }

    [Fact]
    public async Task A_database_that_is_gone_is_made_again_while_the_journal_still_holds_everything()
    {
        await DeliverAsync("One", "Two");
        var store = Open();
        var (installation, before) = (store.Installation, store.Find(new IncidentId(1)));
        Close();

        DeleteDatabase();

        Open().Find(new IncidentId(1)).Should().BeEquivalentTo(before);
        Open().Installation.Should().Be(installation, "other services know the incidents by it");
    }

    [Fact]
    public async Task A_database_that_is_gone_and_cannot_be_made_again_is_asked_for()
    {
        await FillSeveralFilesAsync();
        DeleteDatabase();

        FluentActions.Invoking(Open).Should().Throw<StartRefusedException>()
            .WithMessage($"*'{Database}' is missing or older than its journal: it holds nothing*Put back the database*move the folder of the journal away*");
        File.Exists(Database).Should().BeFalse("an empty one would look as if it were right");
    }

    [Fact]
    public async Task A_database_from_a_backup_that_the_journal_does_not_reach_back_to_is_refused_until_the_journal_is_moved_away()
    {
        await DeliverAsync("One");
        var backup = SaveDatabase();
        await FillSeveralFilesAsync();
        backup.Restore();

        FluentActions.Invoking(Open).Should().Throw<StartRefusedException>().WithMessage("*older than its journal: it holds the records up to 1, and*");

        Directory.Delete(Journal, recursive: true);
        Open().Find(new IncidentId(1))!.Alerts.Should().HaveCount(1);
        await DeliverAsync("Two");
        Open().Find(new IncidentId(1))!.Alerts.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_journal_that_does_not_belong_to_the_database_is_refused()
    {
        await DeliverAsync("One");
        var backup = SaveDatabase();
        var journal = Directory.GetFiles(Journal).Single();
        var kept = await File.ReadAllBytesAsync(journal);

        // The backup goes on with a journal of its own, and then the old one is put back.
        backup.Restore();
        File.Delete(journal);
        await DeliverAsync("Two");
        Directory.Delete(Journal, recursive: true);
        Directory.CreateDirectory(Journal);
        await File.WriteAllBytesAsync(journal, kept);

        FluentActions.Invoking(Open).Should().Throw<StartRefusedException>().WithMessage("*does not belong to the database*");
    }

    [Fact]
    public async Task A_database_that_was_cut_off_is_refused()
    {
        await DeliverAsync("One", "Two");
        var whole = await File.ReadAllBytesAsync(Database);
        await File.WriteAllBytesAsync(Database, whole[..(whole.Length / 2)]);

        FluentActions.Invoking(Open).Should().Throw<StartRefusedException>().WithMessage($"*'{Database}' cannot be opened*malformed*");
    }

    [Fact]
    public async Task A_data_folder_from_before_there_was_a_journal_is_taken_over_whole()
    {
        using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync();
            using var command = connection.CreateCommand();
            command.CommandText = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", "store-before-the-journal.sql"));
            await command.ExecuteNonQueryAsync();
        }

        var store = Open();
        store.Installation.Should().Be("74c19d2995e940c3ae99a8064d7e4e39");
        store.Find(new IncidentId(1))!.Alerts.Select(one => one.Alert.Fingerprint).Should().Equal("disk-a", "disk-b");
        store.Quarantine(10).Should().ContainSingle();
        store.Changes(new ChangeFilter(10)).Should().ContainSingle();
        store.NextIncident().Should().Be(new IncidentId(3));
        var writer = await KeyWriter.OpenAsync(store, "labels:service=backup");
        writer.Opened.Should().BeEquivalentTo(new { Epoch = 2L, Version = 5L });
        (await writer.DeliverAsync(Alert("disk-c"))).Should().Be(CommitResult.Committed);
        store.Find(new IncidentId(1))!.Alerts.Should().HaveCount(3);
        Close();

        DeleteDatabase();
        FluentActions.Invoking(Open).Should().Throw<StartRefusedException>("the journal never held what was there before it").WithMessage("*missing*");
    }

    [Fact]
    public async Task The_journal_stays_small_whatever_goes_through_it()
    {
        const int Keys = 50;
        const int Deliveries = 10;
        const int AlertsEach = 200;
        var store = Open();
        await Task.WhenAll(Enumerable.Range(0, Keys).Select(async key =>
        {
            var writer = await KeyWriter.OpenAsync(store, $"labels:service={key}");
            for (var delivery = 0; delivery < Deliveries; delivery++)
            {
                var first = ((key * Deliveries) + delivery) * AlertsEach;
                var alerts = Enumerable.Range(first, AlertsEach).Select(number => Alert($"{number}", summary: Noise.Text(400, seed: number)));
                (await writer.DeliverAsync([.. alerts])).Should().Be(CommitResult.Committed);
            }
        }));
        store.List(new IncidentFilter(1000)).Should().HaveCount(Keys);
        Close();

        Count("alerts", "sum(count)").Should().Be(Keys * Deliveries * AlertsEach);
        new FileInfo(Database).Length.Should().BeGreaterThan(40 << 20);
        Directory.GetFiles(Journal).Sum(file => new FileInfo(file).Length).Should().BeLessThan(36 << 20, "it is one file of 16 MiB, or one record longer, and a spare");
    }

    [Fact]
    public async Task A_read_sees_what_was_answered_before_it()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        for (var number = 1; number <= 50; number++)
        {
            await writer.DeliverAsync(Alert($"Alert {number}"));
            store.AlertsOf(new IncidentId(1), 100).Should().HaveCount(number);
        }
    }

    /// <summary>Only a defect of the program makes such a commit; that what was answered is nowhere would be worse than where it does not belong.</summary>
    [Fact]
    public async Task A_commit_that_the_tables_refuse_is_kept_aside_whole_and_harms_no_other()
    {
        var store = Open();
        var poisoned = await KeyWriter.OpenAsync(store, Key);
        await poisoned.DeliverAsync(Alert("HighCPU"));
        var before = store.Find(new IncidentId(1));
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => KeyWriter.OpenAsync(store, $"labels:service={number}")));

        var broken = poisoned.ChangeAsync((one, policy, changes) =>
        {
            changes.Add(new AlertRow(1, new IncidentId(1), AlertKey.Of(Alert("Twice")), Alert("Twice"), 0, Noon, IsNew: true));
            return one.Resolve("ana", Noon, policy, changes);
        });
        var results = await Task.WhenAll(others.Select(other => other.DeliverAsync(Alert(other.Key))));
        await broken;

        results.Should().AllBeEquivalentTo(CommitResult.Committed);
        store.Find(new IncidentId(1)).Should().BeEquivalentTo(before);
        store.List(new IncidentFilter(100)).Should().HaveCount(21);
        store.Health.IsUp.Should().BeTrue();
        store.Backlog(Noon).SetAside.Should().Be(1);
        (await (await KeyWriter.OpenAsync(store, Key)).DeliverAsync(Noon.AddMinutes(1), Over("HighCPU"))).Should().Be(CommitResult.Committed);
        Close();
        Count("set_aside WHERE reason LIKE '%UNIQUE%' AND instr(rows, CAST('Twice' AS BLOB)) > 0").Should().Be(1);
    }

    [Fact]
    public async Task A_commit_that_counts_the_alerts_of_an_incident_which_is_not_in_the_tables_is_kept_aside()
    {
        var store = Open();
        var writer = await KeyWriter.OpenAsync(store, Key);
        await writer.DeliverAsync(Alert("One"), Alert("Two"));
        store.Find(new IncidentId(1))!.Alerts.Should().HaveCount(2, "they are taken up");
        await new StoreFile(_directory.Path).ChangeAsync("DELETE FROM incidents");

        (await writer.DeliverAsync(Alert("Three"))).Should().Be(CommitResult.Committed);

        store.Backlog(Noon).SetAside.Should().Be(1);
        Count("alerts", "sum(count)").Should().Be(2);
    }

    [Fact]
    public void A_payload_that_an_earlier_version_has_left_in_the_journal_is_passed_over()
    {
        using var database = new Projection(Database);
        var rows = new RowBuffer();
        rows.Row(Table.Delivery).Value(1L).Value("alertmanager").Value(Noon).Value([1, 2, 3]);
        var record = new RecordBuilder();
        record.Begin(1);
        record.Add(rows.Written);
        JournalFormat.Seal(record.Bytes.Span, 1, mark: 2);

        database.TakeUp(record.Bytes, 1);

        database.TakenUp.Should().Be(1);
    }

    private SqliteStore Open() => _open ??= new SqliteStore(
        Options.Create(new StorageOptions { Directory = _directory.Path }), StoreFile.KeepsAll, new AgentMetrics(_services.GetRequiredService<IMeterFactory>()), NullLoggerFactory.Instance);

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    /// <summary>Delivers to the key in a process of its own, so to speak.</summary>
    /// <returns>The key's version.</returns>
    private async Task<long> DeliverAsync(params string[] alerts)
    {
        var writer = await KeyWriter.OpenAsync(Open(), Key);
        (await writer.DeliverAsync([.. alerts.Select(name => Alert(name))])).Should().Be(CommitResult.Committed);
        Close();
        return writer.Opened.Version;
    }

    /// <summary>So much that the first file of the journal is not needed any more.</summary>
    private async Task FillSeveralFilesAsync()
    {
        var writer = await KeyWriter.OpenAsync(Open(), "labels:service=large");
        for (var number = 0; number < 6; number++)
        {
            (await writer.DeliverAsync(Alert($"Large {number}", summary: new string('x', 4 << 20)))).Should().Be(CommitResult.Committed);
        }

        Close();
    }

    private SavedDatabase SaveDatabase()
    {
        Close();
        return new SavedDatabase(this, File.ReadAllBytes(Database));
    }

    private void DeleteDatabase()
    {
        Close();
        foreach (var file in Directory.GetFiles(_directory.Path, "incident-agent.db*"))
        {
            File.Delete(file);
        }
    }

    private long Count(string table, string what = "count(*)")
    {
        Close();
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {what} FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        Close();
        _services.Dispose();
        _directory.Dispose();
    }

    private sealed class SavedDatabase(StoreFilesTests tests, byte[] bytes)
    {
        public void Restore()
        {
            tests.DeleteDatabase();
            File.WriteAllBytes(tests.Database, bytes);
        }
    }
}
