using System.Text;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Investigation;
using Microsoft.Data.Sqlite;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Storage;

/// <summary>What earlier versions left behind.</summary>
public sealed partial class SqliteStoreTests
{
    private readonly Guid _installation = Guid.NewGuid();
    private readonly Guid _journal = Guid.NewGuid();

    [Fact]
    public async Task A_database_of_the_first_version_gets_the_tables_it_has_not()
    {
        OfVersion(1, "");

        (await Open().AddChangeAsync(new ChangeEvent(Noon, "deployment", null, "v2", null), Noon)).Should().Be(1);
    }

    [Fact]
    public async Task What_an_earlier_version_stored_is_read_as_it_was()
    {
        var incident = Samples.Incident("pay") with { Id = new IncidentId(1), Key = "labels:service=pay" };
        var alert = Alert("Old");
        OfVersion(
            4,
            $"""
            INSERT INTO writers VALUES ('labels:service=pay', 3, 7);
            INSERT INTO incidents (id, key, status, severity, opened_at, labels, head, firing, resolved, revision)
            VALUES (1, 'labels:service=pay', 'Open', 3, 0, '{"{}"}', '{Columns.Head(incident)}', 41, 1, 43);
            INSERT INTO alerts VALUES
                (5, 1, x'{Convert.ToHexString(Columns.Digest(AlertKey.Of(alert).Value))}', x'{Convert.ToHexString(Columns.Digest(12))}',
                 {Stored.Micros(Noon)}, 'Resolved', {Stored.Micros(Noon.AddMinutes(1))}, {Stored.Micros(Noon)}, {Stored.Micros(Noon.AddMinutes(2))},
                 '{Encoding.UTF8.GetString(new RowBuffer().Json(alert).Written[RowReader.LengthHeader..])}');
            """);

        var store = Open();

        store.Head(new IncidentId(1)).Should().BeEquivalentTo(new { FiringAlerts = 41, ResolvedAlerts = 1, Revision = 43 });
        store.AlertsOf(new IncidentId(1), 10).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new AlertRecord(alert with { Status = AlertStatus.Resolved, StartsAt = Noon, EndsAt = Noon.AddMinutes(1) }, Noon, Noon.AddMinutes(2)));
        store.NextAlert().Should().Be(6);
        (await KeyWriter.OpenAsync(store, "labels:service=pay")).Opened.Track.Episodes.Find(AlertKey.Of(alert)).Should().BeEquivalentTo(
            new { Row = 5L, Incident = new IncidentId(1), Status = AlertStatus.Resolved, Content = (UInt128)12, EndedAt = Noon.AddMinutes(1) });
    }

    [Fact]
    public void What_an_earlier_version_had_committed_when_it_was_killed_is_taken_up()
    {
        OfVersion(5, $"INSERT INTO meta VALUES ('journal', '{_journal:N}');");
        var record = new RecordBuilder();
        record.Begin(1);
        record.Add(Rows(rows => New(New(rows, 1, "One"), 2, "Two")));
        record.Add(Rows(rows => rows.Row(Table.FormerEndedAlert).Value(2L).Value(Noon).Word(AlertStatus.Resolved).Value(Noon.AddMinutes(1)).Value(Noon)));
        record.Add(Rows(rows => rows.Row(Table.FormerRefreshedAlert).Value(1L).Value((UInt128)7).Value(Noon.AddMinutes(2)).Json(Alert("One", summary: "worse"))));
        using (var journal = IncidentAgent.Storage.Journal.Open(Directory.CreateDirectory(Journal).FullName, new JournalIdentity(_installation, _journal), 1 << 20, [], 0))
        {
            journal.Append(record.Bytes);
        }

        Open().AlertsOf(new IncidentId(1), 10).Select(one => $"{one.Alert.Summary} {one.Alert.Status}").Should().Equal("worse Firing", "Two is bad Resolved");
    }

    private static ReadOnlySpan<byte> Rows(Func<RowBuffer, RowBuffer> write) => write(new RowBuffer()).Written;

    private static RowBuffer New(RowBuffer rows, long number, string name) => rows.Row(Table.NewAlert).Value(number).Value(1L).Value(AlertKey.Of(Alert(name)).Value)
        .Value((UInt128)0).Value(Noon).Word(AlertStatus.Firing).Value((long?)null).Value(Noon).Value(Noon).Json(Alert(name));

    /// <summary>Leaves a database as that version did.</summary>
    private void OfVersion(int version, string rows)
    {
        Directory.CreateDirectory(_directory.Path);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "incident-agent.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Join(
            '\n',
            [
                $"CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO meta VALUES ('schema', '0'), ('last_incident', '1'), ('installation', '{_installation:N}');",
                .. Schema.Migrations.Take(version), rows, $"UPDATE meta SET value = '{version}' WHERE name = 'schema';",
            ]);
        command.ExecuteNonQuery();
    }
}
