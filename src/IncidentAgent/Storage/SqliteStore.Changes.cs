using IncidentAgent.Investigation;

namespace IncidentAgent.Storage;

internal sealed partial class SqliteStore
{
    private const long MostChanges = 100_000;

    public async Task<long?> AddChangeAsync(ChangeEvent change, DateTimeOffset forgetBefore) =>
        await NumberedAsync([change], (rows, one, ticket) =>
            rows.Row(Table.Change).Value(one.At).Value(one.Kind).Value(one.Service ?? "").Value(one.Summary).Value(one.Link)
                .Value(forgetBefore).Value(MostChanges).Value(ticket)) is [var number] ? number : null;

    public IReadOnlyList<NumberedChange> Changes(ChangeFilter filter) => Read(
        """
        SELECT id, at, kind, service, summary, link FROM changes
        WHERE at >= $2 AND at <= $3 AND ($4 IS NULL OR service = $4) ORDER BY at DESC, id DESC LIMIT $1
        """,
        row => new NumberedChange(row.GetInt64(0), new ChangeEvent(
            Stored.Instant(row.GetInt64(1)), row.GetString(2), row.GetString(3) is { Length: > 0 } service ? service : null, row.GetString(4), TextOrNull(row, 5))),
        filter.Limit, Stored.Micros(filter.From ?? DateTimeOffset.UnixEpoch), Stored.Micros(filter.To ?? DateTimeOffset.MaxValue), filter.Service);
}
