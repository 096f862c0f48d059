using System.Text.Json;
using System.Text.Json.Serialization;
using LivingDocs.Objectives;
using ServiceLevels.Objectives;

namespace LivingDocs.Coverage;

/// <summary>What a suite has to cover, whatever its features say: numbered requirements, and promises that were given before it.</summary>
/// <param name="Requirements">How many there are; scenarios are tagged <c>@req:1</c> and so on.</param>
/// <param name="Promises">Found among the objectives by their measure and their bounds, so that a bound that was loosened is missed.</param>
internal sealed record FoundingTable(int Requirements, IReadOnlyList<FoundingPromise> Promises)
{
    public static readonly FoundingTable None = new(0, []);

    /// <exception cref="FormatException">It is no such file; the message says what one is.</exception>
    public static FoundingTable Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), FoundingJson.Default.FoundingTable) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException(
                $"{path} must hold {{\"requirements\": 20, \"promises\": [{{\"name\": …, \"measure\": …, \"target\": …, \"threshold\": …}}]}}: {e.Message}", e);
        }
    }
}

/// <param name="Name">As a person calls it, "Stress P95".</param>
/// <param name="Measure">The words of the table, "P95 latency".</param>
/// <param name="Target">"&lt; 3 s".</param>
/// <param name="Threshold">"&lt; 5 s".</param>
internal sealed record FoundingPromise(string Name, string Measure, string Target, string Threshold)
{
    public IEnumerable<ObjectiveStory> In(IEnumerable<ObjectiveStory> stories) => stories.Where(story =>
        story.Key.Measure == Measure && IsSame(story.Target, Target) && IsSame(story.Threshold, Threshold));

    // However it is written: 1 s is 1000 ms.
    private static bool IsSame(string one, string other) =>
        Bound.TryParse(one, out var left) && Bound.TryParse(other, out var right)
            ? (left.Relation, left.Value, left.Quantity) == (right.Relation, right.Value, right.Quantity)
            : one == other;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FoundingTable))]
internal sealed partial class FoundingJson : JsonSerializerContext;
