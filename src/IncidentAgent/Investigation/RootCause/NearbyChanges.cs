namespace IncidentAgent.Investigation.RootCause;

/// <summary>Finds what was changed shortly before an onset.</summary>
internal static class NearbyChanges
{
    public const int Most = 5;

    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    /// <summary>How long after the onset a change may seem to lie: the sources' clocks differ, and a bin is not an instant.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>The last change first; at most <see cref="Most"/>, witnesses before workflow runs, and those of the services that matter before others.</summary>
    public static IReadOnlyList<NearbyChange> Of(IEnumerable<Evidence> evidence, DateTimeOffset onset, IReadOnlyCollection<string> services) =>
    [
        .. evidence.SelectMany(one => (one.Facts?.Changes ?? []).Select(change => new NearbyChange(change, one.Id)))
            .Where(near => onset - near.Change.At <= Before && near.Change.At - onset <= Skew)
            .OrderBy(near => near.Change.Kind == ChangeEvent.WorkflowRun)
            .ThenByDescending(near => near.Change.Service is { } service && services.Contains(service))
            .ThenBy(InOrder, Comparer)
            .DistinctBy(near => near.Change)
            .Take(Most)
            .OrderBy(InOrder, Comparer),
    ];

    /// <summary><c>a deployment of checkout 4 min before the onset</c>.</summary>
    public static string Words(ChangeEvent change, DateTimeOffset onset)
    {
        var away = onset - change.At;
        return $"{What(change)} {(away > TimeSpan.Zero ? $"{Wording.Duration(away)} before the onset" : "at the onset")}";
    }

    /// <summary>The same where the onset is not known: <c>a deployment of checkout at 2026-11-23 12:17:05 UTC</c>.</summary>
    public static string Words(ChangeEvent change) => $"{What(change)} at {Wording.Utc(change.At)} UTC";

    private static string What(ChangeEvent change)
    {
        var kind = change.Kind is "configuration" or "feature flag" ? $"{change.Kind} change" : change.Kind;
        var of = change.Service is { } service ? $" of {service}" : "";
        return $"{("aeiou".Contains(kind.FirstOrDefault('x')) ? "an" : "a")} {kind}{of}";
    }

    private static (long, string, string, string) InOrder(NearbyChange near) =>
        (-near.Change.At.UtcTicks, near.Change.Service ?? "", near.Change.Summary, near.EvidenceId);

    private static readonly Comparer<(long At, string Service, string Summary, string Evidence)> Comparer =
        System.Collections.Generic.Comparer<(long At, string Service, string Summary, string Evidence)>.Create((one, other) =>
            one.At != other.At ? one.At.CompareTo(other.At)
            : string.CompareOrdinal(one.Service, other.Service) is not 0 and var byService ? byService
            : string.CompareOrdinal(one.Summary, other.Summary) is not 0 and var bySummary ? bySummary
            : string.CompareOrdinal(one.Evidence, other.Evidence));
}
