using GherkinEngine.Features;

namespace GherkinEngine.Generator;

/// <summary>The name of a row of examples: the outline's title with its values, then the values the title does not have.</summary>
internal static class RowName
{
    public static IEnumerable<string> All(IReadOnlyList<PlannedScenario> rows)
    {
        var used = new Dictionary<string, int>();
        foreach (var name in rows.Select(Of))
        {
            used[name] = used.TryGetValue(name, out var times) ? times + 1 : 1;
            yield return used[name] == 1 ? name : $"{name} #{used[name]}";
        }
    }

    private static string Of(PlannedScenario row)
    {
        var rest = row.Arguments.Where(argument => !row.Scenario.Name.Contains($"<{argument.Key}>"))
            .Select(argument => $"{argument.Key}: {argument.Value}")
            .ToList();
        return rest.Count == 0 ? row.Pickle.Name : $"{row.Pickle.Name} ({string.Join(", ", rest)})";
    }
}
