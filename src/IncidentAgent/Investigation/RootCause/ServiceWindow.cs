namespace IncidentAgent.Investigation.RootCause;

/// <summary>One signal of one service around the onset, in bins of equal length, oldest first; NaN where a bin is empty.</summary>
internal sealed record ServiceWindow
{
    /// <summary>How many bins before the onset count as just before it: of three, two are before it also when it is believed one bin late.</summary>
    public const int BinsJustBefore = 3;

    /// <summary>What was usual; empty where nothing is known.</summary>
    public required IReadOnlyList<double> History { get; init; }

    /// <summary>Just before the onset; all NaN where nothing was measured.</summary>
    public required IReadOnlyList<double> Before { get; init; }

    /// <summary>From the onset on.</summary>
    public required IReadOnlyList<double> After { get; init; }

    /// <summary>The requests in each bin of <see cref="After"/>; NaN where they are not known.</summary>
    public required IReadOnlyList<double> Requests { get; init; }

    /// <summary>Cuts values in bins at the onset.</summary>
    /// <param name="values">The signal in each bin.</param>
    /// <param name="requests">The requests in each bin.</param>
    /// <param name="onset">The place of the first bin that counts as after it.</param>
    public static ServiceWindow Cut(IReadOnlyList<double> values, IReadOnlyList<double> requests, int onset)
    {
        var before = Math.Max(0, onset - BinsJustBefore);
        return new ServiceWindow
        {
            History = [.. values.Take(before)],
            Before = [.. values.Take(onset).Skip(before)],
            After = [.. values.Skip(onset)],
            Requests = [.. requests.Skip(onset)],
        };
    }
}
