using System.Text.Json.Nodes;

namespace IncidentAgent.Tests.GherkinEngine.Kit;

/// <summary>
/// Compares two runs by their messages: those of a kind in their order, and what happens in a run in its order. Identifiers only
/// have to stand for each other, in both directions; times, places of code and texts of errors are each Cucumber's own.
/// </summary>
internal sealed class MessageComparison
{
    private static readonly string[] Kinds =
    [
        "source", "gherkinDocument", "pickle", "parameterType", "undefinedParameterType", "hook", "stepDefinition", "testCase", "suggestion",
        "attachment",
    ];

    private static readonly string[] Events =
    [
        "testRunStarted", "testRunHookStarted", "testRunHookFinished", "testCaseStarted", "testStepStarted", "testStepFinished",
        "testCaseFinished", "testRunFinished",
    ];

    private static readonly string[] Own =
    [
        "timestamp", "duration", "sourceReference", "exception", "message", "workerId", "snippets", "useForSnippets",
        "preferForRegularExpressionMatch", "fileName",
    ];

    private readonly Dictionary<string, string> _actualOf = [];
    private readonly Dictionary<string, string> _expectedOf = [];
    private readonly List<string> _differences = [];

    public static List<string> Differences(IReadOnlyList<JsonObject> expected, IReadOnlyList<JsonObject> actual)
    {
        var comparison = new MessageComparison();
        foreach (var kind in Kinds)
        {
            comparison.Compare(kind, Of(expected, kind), Of(actual, kind));
        }

        comparison.Compare("run", Of(expected, Events), Of(actual, Events));
        return comparison._differences;
    }

    private static JsonArray Of(IReadOnlyList<JsonObject> messages, params string[] kinds) =>
        [.. messages.Where(message => kinds.Any(message.ContainsKey)).Select(message => message.DeepClone())];

    private void Compare(string place, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Concat(right).Select(property => property.Key).Distinct().Except(Own))
                {
                    Compare($"{place}.{name}", left[name], right[name]);
                }

                break;
            case (JsonArray left, JsonArray right):
                if (left.Count != right.Count)
                {
                    _differences.Add($"{place}: {left.Count} expected, {right.Count} found");
                }

                for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
                {
                    Compare($"{place}[{i}]", left[i], right[i]);
                }

                break;
            case (JsonValue left, JsonValue right) when IsId(place):
                var (one, other) = (left.ToString(), right.ToString());
                if (_actualOf.GetValueOrDefault(one, other) != other || _expectedOf.GetValueOrDefault(other, one) != one)
                {
                    _differences.Add($"{place}: {one} stands for {_actualOf.GetValueOrDefault(one)}, not for {other}");
                }

                _actualOf.TryAdd(one, other);
                _expectedOf.TryAdd(other, one);
                break;
            default:
                if (!JsonNode.DeepEquals(expected, actual))
                {
                    _differences.Add($"{place}: {expected?.ToJsonString() ?? "nothing"} expected, {actual?.ToJsonString() ?? "nothing"} found");
                }

                break;
        }
    }

    private static bool IsId(string place)
    {
        var name = place[(place.LastIndexOf('.') + 1)..];
        return name == "id" || name.EndsWith("Id", StringComparison.Ordinal) || name.Contains("Ids[", StringComparison.Ordinal);
    }
}
