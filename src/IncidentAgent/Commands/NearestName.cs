namespace IncidentAgent.Commands;

/// <summary>Finds what somebody probably meant to type.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate that differs least from <paramref name="typed"/>, letter case aside; <see langword="null"/> when more than a third of its
    /// letters would have to change and it does not merely go on where the typed name ends.
    /// </summary>
    public static string? Of(string typed, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(candidate => (Name: candidate, Distance: Distance(typed.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is { } name && (nearest.Distance <= Math.Max(1, name.Length / 3) || GoesOn(typed, name)) ? name : null;
    }

    private static bool GoesOn(string typed, string name) => typed.Length > 2 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many letters must be added, removed, replaced or swapped with their neighbour.</summary>
    public static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= other.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                var swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] ? rows[i - 2, j - 2] + 1 : int.MaxValue;
                rows[i, j] = Math.Min(Math.Min(replaced, swapped), Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
