namespace IncidentAgent.Investigation;

/// <summary>The time an investigation looks at.</summary>
internal readonly record struct InvestigationWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>
    /// From <see cref="InvestigationOptions.LookBack"/> before the beginning until now, but no longer than <see cref="InvestigationOptions.MaxWindow"/>:
    /// of a long incident the time around its beginning is kept. A beginning that lies in the future, by a sender's clock, counts as now.
    /// </summary>
    public static InvestigationWindow Around(DateTimeOffset began, DateTimeOffset now, InvestigationOptions options)
    {
        var earliest = DateTimeOffset.UnixEpoch + options.LookBack;
        var start = began > now ? now : began < earliest ? earliest : began;
        var from = start - options.LookBack;
        return new InvestigationWindow(from, now - from > options.MaxWindow ? from + options.MaxWindow : now);
    }
}
