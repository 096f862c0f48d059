using IncidentAgent.Incidents;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Storage;

/// <summary>
/// How long what is over is kept: until it is as old as <see cref="StorageOptions.KeepFor"/>, and the oldest not so long where the database would become
/// larger than <see cref="StorageOptions.KeepBytes"/>. What a redelivery has to be recognised by is kept in any case.
/// </summary>
internal sealed class Retention(IOptions<StorageOptions> storage, IOptions<IncidentOptions> incidents, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(10);

    /// <summary>Deleting goes in portions, between which commits are taken up.</summary>
    private static readonly TimeSpan BetweenPortions = TimeSpan.FromMilliseconds(200);

    private long _lookedAt = time.GetTimestamp();
    private TimeSpan _untilNext = TimeSpan.Zero;

    /// <summary>How long there is nothing to do: 10 min at most, however the clock is set meanwhile.</summary>
    public TimeSpan DueIn => _untilNext - time.GetElapsedTime(_lookedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Deletes a portion of what is not to be kept any longer, when it is time.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The database cannot be written to; nothing was deleted.</exception>
    public void Tidy(Projection database)
    {
        if (DueIn > TimeSpan.Zero)
        {
            return;
        }

        // Also when it fails it is due again only then.
        (_lookedAt, _untilNext) = (time.GetTimestamp(), BetweenLooks);
        if (TooOld(database) || TooLarge(database))
        {
            (_lookedAt, _untilNext) = (time.GetTimestamp(), BetweenPortions);
        }
    }

    private bool TooOld(Projection database) =>
        storage.Value.KeepFor > TimeSpan.Zero && database.Forget(time.GetUtcNow() - (storage.Value.KeepFor > Remembered ? storage.Value.KeepFor : Remembered));

    private bool TooLarge(Projection database) =>
        storage.Value.KeepBytes > 0 && database.UsedBytes > storage.Value.KeepBytes && database.Forget(time.GetUtcNow() - Remembered);

    /// <summary>An alert that was last spoken of may be noted up to a 24th later than it was.</summary>
    private TimeSpan Remembered => incidents.Value.RememberAlertsFor * 25 / 24;
}
