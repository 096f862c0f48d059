using System.Collections;
using System.Text.RegularExpressions;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// What a scenario found of its objectives, as files that are attached to its report: everything else that is said of a run is made from them. They lie in a
/// folder of the run among the system's temporary files, because a report may read them only after the scenario has ended.
/// </summary>
internal static partial class ObjectiveFiles
{
    private const string Tag = "slo:";

    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("slo-").FullName);

    /// <summary>Writes a file for each judgement of a scenario that is tagged <c>@slo:name</c>; one without that name keeps no history.</summary>
    /// <returns>Their paths.</returns>
    public static IEnumerable<string> Write(ScenarioInfo scenario, IEnumerable<Judged> judged, RunRecord run)
    {
        var slo = scenario.CombinedTags.FirstOrDefault(tag => tag.StartsWith(Tag, StringComparison.Ordinal))?[Tag.Length..];
        return slo is null ? [] : judged.Select(one => Write(ObjectiveRecord.Of(run, Key(slo, scenario, one.Judgement), one.Judgement, one.Bursts)));
    }

    /// <summary>"intake-latency.p95-latency-alerts-50.slo.json".</summary>
    public static string Write(ObjectiveRecord record)
    {
        var words = record.Key.Example.SelectMany(value => new[] { value.Key, value.Value }).Prepend(record.Key.Measure);
        var path = Path.Combine(Folder.Value, $"{record.Key.Slo}.{Slug(string.Join(' ', words))}{ObjectiveRecord.FileEnding}");
        File.WriteAllText(path, record.ToJson());
        return path;
    }

    private static ObjectiveKey Key(string slo, ScenarioInfo scenario, Judgement judgement) => new(
        slo,
        $"{judgement.Objective.Measure}",
        scenario.Arguments.Cast<DictionaryEntry>().ToDictionary(value => $"{value.Key}", value => $"{value.Value}"));

    private static string Slug(string words) => NoLetters().Replace(words.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoLetters();
}
