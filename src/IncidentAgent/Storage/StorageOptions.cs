using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Storage;

/// <summary>Where and how the agent keeps what it was told.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The folder of the database; made when it does not exist. One process at a time may use it.</summary>
    [Required]
    public string Directory { get; init; } = "data";

    /// <summary>The database may not grow beyond this; then deliveries are refused with 503. 0 sets no limit.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; init; }

    /// <summary>How many commits may wait for the disk; beyond that deliveries are refused with 503.</summary>
    [Range(16, 1_000_000)]
    public int MaxWaitingCommits { get; init; } = 8192;
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
