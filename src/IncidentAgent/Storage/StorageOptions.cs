using Microsoft.Extensions.Options;

namespace IncidentAgent.Storage;

/// <summary>Where and how the agent keeps what it was told.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The folder of the journal and the database; made when it does not exist. One process at a time may use it.</summary>
    public string Directory { get; init; } = "data";

    /// <summary>Bytes that database and journal may not grow beyond; then deliveries are refused with 503. 0 sets no limit.</summary>
    public long MaxBytes { get; init; }

    /// <summary>
    /// A closed incident, with whatever belongs to it, is deleted when nobody has spoken of it for so long, but not before
    /// <c>Incidents:RememberAlertsFor</c> is over; from 1 d to 3650 d, or 0, which keeps everything. 90 d.
    /// </summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>
    /// Bytes of the database beyond which the oldest closed incidents are deleted before their time, as long as a redelivery of their alerts is no longer
    /// to be known for one (<c>Incidents:RememberAlertsFor</c>). 0 sets no limit; else at least 16 MiB.
    /// </summary>
    public long KeepBytes { get; init; }

    /// <summary>How many commits may wait for the disk, from 16 to a million; beyond that deliveries are refused with 503.</summary>
    public int MaxWaitingCommits { get; init; } = 8192;
}

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var problems = new OptionProblems(StorageOptions.Section);
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            problems.Add(nameof(options.Directory), "is empty; it must name a folder.");
        }

        problems.Range(nameof(options.MaxBytes), options.MaxBytes, 0, long.MaxValue);
        if (options.KeepFor != TimeSpan.Zero)
        {
            problems.Range(nameof(options.KeepFor), options.KeepFor, TimeSpan.FromDays(1), TimeSpan.FromDays(3650));
        }

        if (options.KeepBytes != 0)
        {
            problems.Range(nameof(options.KeepBytes), options.KeepBytes, 16L << 20, long.MaxValue);
        }

        problems.Range(nameof(options.MaxWaitingCommits), options.MaxWaitingCommits, 16, 1_000_000);
        return problems.Result;
    }
}
