namespace IncidentAgent.Investigation.Sources;

/// <summary>Changes of the services nearby, as one piece of evidence: none where there are none.</summary>
internal static class ChangeEvidence
{
    private const int MostShown = 30;

    /// <param name="source">Who knows of them.</param>
    /// <param name="title">What was looked at.</param>
    /// <param name="query">As it was asked.</param>
    /// <param name="from">The time that was looked at.</param>
    /// <param name="to">Its end.</param>
    /// <param name="changes">In any order.</param>
    /// <param name="more">What else is known of them.</param>
    public static IReadOnlyList<Evidence> Of(
        string source, string title, string query, DateTimeOffset from, DateTimeOffset to, IEnumerable<ChangeEvent> changes, params IReadOnlyList<string> more)
    {
        IReadOnlyList<ChangeEvent> newest = [.. changes.OrderByDescending(change => change.At).ThenBy(change => change.Summary, StringComparer.Ordinal)];
        return newest.Count == 0
            ? []
            :
            [
                new Evidence
                {
                    Source = source,
                    Title = title,
                    Query = query,
                    From = from,
                    To = to,
                    Value = $"{Words.Count(newest.Count, "change", "changes")}; the last: {Describe(newest[0])}",
                    Details = [.. newest.Take(MostShown).Select(change => change.Link is null ? Describe(change) : $"{Describe(change)} {change.Link}"), .. more],
                    Link = newest[0].Link,
                    Warnings = newest.Count > MostShown ? [$"only the {MostShown} latest of {newest.Count} are shown"] : [],
                    Facts = new Facts { Changes = newest },
                },
            ];
    }

    private static string Describe(ChangeEvent change)
    {
        var service = change.Service is { } name ? $" of {name}" : "";
        return Words.OneLine($"{Words.Day(change.At)} {change.Kind}{service}: {change.Summary}");
    }
}
