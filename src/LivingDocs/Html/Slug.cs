using System.Globalization;
using System.Text;

namespace LivingDocs.Html;

/// <summary>Anchors that stay the same as long as what they name is called the same.</summary>
internal static class Slug
{
    /// <summary>"P99.9 latency" is "p99-9-latency".</summary>
    public static string Of(params IEnumerable<string> words)
    {
        var slug = new StringBuilder();
        foreach (var character in string.Join(' ', words).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    /// <summary>The anchors in order; who comes second with a name gets a number behind it.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> slugs)
    {
        var used = new HashSet<string>();
        return [.. slugs.Select(slug => Free(slug, used))];
    }

    private static string Free(string slug, HashSet<string> used)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
            if (used.Add(candidate))
            {
                return candidate;
            }
        }
    }
}
