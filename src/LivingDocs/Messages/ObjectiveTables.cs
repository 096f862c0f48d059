using System.Text.Json;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace LivingDocs.Messages;

/// <summary>Finds the objectives a scenario promises, so that one that left no record is missed.</summary>
internal static class ObjectiveTables
{
    private const string Tag = "slo:";

    public static IEnumerable<DeclaredObjective> Of(JsonElement pickle, IReadOnlyList<string> tags, IReadOnlyDictionary<string, string> example)
    {
        if (tags.FirstOrDefault(tag => tag.StartsWith(Tag, StringComparison.Ordinal)) is not { } tag)
        {
            return [];
        }

        return pickle.Items("steps").SelectMany(step => Rows(step)).Select(row =>
            new DeclaredObjective(new ObjectiveKey(tag[Tag.Length..], row["measure"], example), row["target"], row["threshold"]));
    }

    private static IEnumerable<Dictionary<string, string>> Rows(JsonElement step)
    {
        string[][] rows =
        [
            .. step.Items("argument", "dataTable", "rows").Select(row => row.Items("cells").Select(cell => cell.Text("value") ?? "").ToArray()),
        ];
        return rows is [var header, ..] && Array.TrueForAll(["measure", "target", "threshold"], column => header.Contains(column))
            ? rows[1..].Select(row => header.Zip(row).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First, cell => cell.Second))
            : [];
    }
}
