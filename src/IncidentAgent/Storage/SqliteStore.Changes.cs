using IncidentAgent.Investigation;

namespace IncidentAgent.Storage;

internal sealed partial class SqliteStore
{
    private const long MostChanges = 100_000;

    public Task<long?> AddChangeAsync(ChangeEvent change, DateTimeOffset forgetBefore) => NumberedAsync((rows, ticket) =>
        rows.Row(Table.Change).Value(change.At).Value(change.Kind).Value(change.Service ?? "").Value(change.Summary).Value(change.Link)
            .Value(forgetBefore).Value(MostChanges).Value(ticket));

    public IReadOnlyList<NumberedChange> Changes(ChangeFilter filter) => Read(
        """
        SELECT id, at, kind, service, summary, link FROM changes
        WHERE at >= $2 AND at <= $3 AND ($4 IS NULL OR service = $4) ORDER BY at DESC, id DESC LIMIT $1
        """,
        row => new NumberedChange(row.GetInt64(0), new ChangeEvent(
            Stored.Instant(row.GetInt64(1)), row.GetString(2), row.GetString(3) is { Length: > 0 } service ? service : null, row.GetString(4), TextOrNull(row, 5))),
        filter.Limit, Stored.Micros(filter.From ?? DateTimeOffset.UnixEpoch), Stored.Micros(filter.To ?? DateTimeOffset.MaxValue), filter.Service);
}
