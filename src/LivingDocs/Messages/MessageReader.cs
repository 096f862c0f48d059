using System.Text.Json;
using LivingDocs.Suite;
using ServiceLevels.History;

namespace LivingDocs.Messages;

/// <summary>
/// Reads Cucumber Messages, one a line, of whatever version and from whatever runner. A beginning of the file is enough: what was cut off is shown as not
/// finished. Files of several shards may stand one behind another.
/// </summary>
internal static class MessageReader
{
    /// <summary>The lines of a file that may still be written to.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Whether a line says that a scenario has ended; without reading it, because that is asked again and again.</summary>
    public static bool EndsScenario(string line) => line.StartsWith("{\"testCaseFinished\"", StringComparison.Ordinal) && line.EndsWith('}');

    /// <exception cref="FormatException">Shards of it measured different things; the message says which.</exception>
    public static SuiteRun Read(IEnumerable<string> lines)
    {
        List<RunMessages> parts = [];
        var unreadable = 0;
        var torn = false;
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            unreadable += torn ? 1 : 0;
            torn = !TryParse(line, out var message);
            if (torn)
            {
                continue;
            }

            // Each shard counts its identifiers anew, and begins by saying who wrote it.
            if (parts.Count == 0 || message.TryGetProperty("meta", out _))
            {
                parts.Add(new RunMessages());
            }

            parts[^1].Add(message);
        }

        return Together([.. parts.Select(part => part.ToRun())]) with { UnreadableLines = unreadable };
    }

    private static SuiteRun Together(IReadOnlyList<SuiteRun> shards) => shards switch
    {
        [] => SuiteRun.None,
        [var whole] => whole,
        _ => new SuiteRun
        {
            StartedAt = shards.Min(shard => shard.StartedAt),
            EndedAt = shards.Max(shard => shard.EndedAt),
            IsFinished = shards.All(shard => shard.IsFinished),
            Runner = string.Join("; ", shards.Select(shard => shard.Runner).Distinct()),
            Features = [.. shards.SelectMany(shard => shard.Features).GroupBy(feature => feature.Uri).Select(Together)],
            OwnRecords = Shards.Merge(shards.SelectMany(shard => shard.OwnRecords)),
            Log = [.. shards.SelectMany(shard => shard.Log)],
            HookFailures = [.. shards.SelectMany(shard => shard.HookFailures)],
        },
    };

    // Each shard knows all scenarios of a file it has run some of.
    private static Feature Together(IGrouping<string, Feature> shards) => shards.First() with
    {
        Scenarios = [.. shards.SelectMany(shard => shard.Scenarios).GroupBy(scenario => (scenario.Line, scenario.Name)).Select(same => Together([.. same]))],
    };

    // The worst that happened to it anywhere, and what all of them measured.
    private static Scenario Together(Scenario[] same) => Array.FindAll(same, scenario => scenario.Outcome is not Outcome.NotRun) switch
    {
        [] => same[0],
        var run => run.MaxBy(scenario => scenario.Outcome)! with { Records = Shards.Merge(run.SelectMany(scenario => scenario.Records)) },
    };

    private static bool TryParse(string line, out JsonElement message)
    {
        try
        {
            message = JsonElement.Parse(line);
            return message.ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            message = default;
            return false;
        }
    }
}
