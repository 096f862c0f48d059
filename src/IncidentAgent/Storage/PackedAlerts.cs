using System.Buffers;
using System.Text;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using K4os.Compression.LZ4;

namespace IncidentAgent.Storage;

/// <summary>
/// How alerts lie in the table <c>alerts</c>: those of one incident that were taken up together are one row, and in it stand as they stood in the journal,
/// one behind the other, compressed. What is reported of one afterwards is its row of <c>alert_changes</c>. So a storm costs the tables a row for each
/// incident and not for each alert, what its alerts have in common is written once, and what is written once is not written again.
/// </summary>
internal static class PackedAlerts
{
    /// <summary>Makes one row of alerts that stand one behind the other.</summary>
    public static void Pack(ReadOnlySpan<byte> alerts, IBufferWriter<byte> row) => LZ4Pickler.Pickle(alerts, row);

    /// <summary>Reads the alerts of one row, as they were reported first.</summary>
    public static IEnumerable<StoredEpisode> In(byte[] row, bool withJson = true)
    {
        var rows = LZ4Pickler.Unpickle(row);
        for (var at = 0; at < rows.Length;)
        {
            yield return Next(rows, ref at, withJson);
        }
    }

    private static StoredEpisode Next(byte[] rows, ref int at, bool withJson)
    {
        var row = new RowReader(rows) { At = at };
        if (row.Row() is not Table.NewAlert)
        {
            throw new InvalidDataException("A row of the table 'alerts' holds something else than alerts.");
        }

        var episode = new StoredEpisode
        {
            Row = row.Number(),
            Incident = new IncidentId(row.Number()),
            Key = new AlertKey(row.Digest()),
            Content = row.Digest(),
            StartsAt = Stored.Instant(row.Number()),
            Status = StatusNamed(row.Bytes(RowReader.Text)),
            EndsAt = row.NumberOrNull() is { } end ? Stored.Instant(end) : null,
            FirstSeen = Stored.Instant(row.Number()),
            LastSeen = Stored.Instant(row.Number()),
            Json = Json(rows, ref row, withJson),
        };
        at = row.At;
        return episode;
    }

    private static ReadOnlyMemory<byte> Json(byte[] rows, ref RowReader row, bool isWanted)
    {
        var at = row.At + RowReader.LengthHeader;
        var length = row.Bytes(RowReader.Text).Length;

        // What is not wanted would keep all that was unpacked.
        return isWanted ? rows.AsMemory(at, length) : default;
    }

    private static AlertStatus StatusNamed(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Firing"u8) ? AlertStatus.Firing
        : name.SequenceEqual("Resolved"u8) ? AlertStatus.Resolved
        : throw new InvalidDataException($"An alert is stored with the status '{Encoding.UTF8.GetString(name)}'.");
}
