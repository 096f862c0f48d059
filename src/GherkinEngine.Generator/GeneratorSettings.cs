using System.Text.RegularExpressions;

namespace GherkinEngine.Generator;

/// <summary>What tests are made of depends on two settings of <c>reqnroll.json</c>.</summary>
internal sealed record GeneratorSettings(string Language, string NonParallelTags)
{
    // Compilers load no JSON reader for a generator; two patterns do for a language and a list of tags.
    public static GeneratorSettings Read(string json)
    {
        var language = Regex.Match(json, @"""language""\s*:\s*\{[^}]*""feature""\s*:\s*""([^""]+)""");
        var tags = Regex.Match(json, @"""addNonParallelizableMarkerForTags""\s*:\s*\[([^\]]*)\]");
        return new GeneratorSettings(
            language.Success ? language.Groups[1].Value : "en",
            string.Join(" ", Regex.Matches(tags.Groups[1].Value, @"""@?([^""]+)""").Cast<Match>().Select(match => match.Groups[1].Value)));
    }

    public bool IsNonParallel(string tag) => NonParallelTags.Split(' ').Contains(tag, System.StringComparer.OrdinalIgnoreCase);
}
