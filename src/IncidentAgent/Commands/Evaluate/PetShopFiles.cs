using System.Text.Json;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>Reads PetShop as it is published: a folder for each scenario with <c>graph.csv</c>, <c>noissue</c>, <c>train</c> and <c>test</c>.</summary>
internal static class PetShopFiles
{
    private static readonly string[] Splits = ["train", "test"];

    /// <summary>All issues of both splits, by scenario, split and number.</summary>
    /// <exception cref="CommandFailedException">The folder has no issue, or one that cannot be read; exit code 2.</exception>
    public static PetShop Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw Wrong(folder, "there is no such folder");
        }

        List<PetShopScenario> scenarios = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(HasGraph).Select(Scenario)];
        return scenarios.Sum(scenario => scenario.Issues.Count) > 0
            ? new PetShop(scenarios)
            : throw Wrong(folder, "no issue of PetShop is here: a folder for each scenario with graph.csv and train/issue_0/metrics.csv is expected");
    }

    public static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path).Where(line => line.Length > 0);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(Terminal.Safe(unreadable.Message), ExitCode.Misused);
        }
    }

    public static CommandFailedException Wrong(string path, string fault) => new(Terminal.Safe($"{path}: {fault}"), ExitCode.Misused);

    private static bool HasGraph(string folder) => File.Exists(Path.Combine(folder, "graph.csv"));

    private static PetShopScenario Scenario(string folder)
    {
        var normal = Path.Combine(folder, "noissue", "metrics.csv");
        return new PetShopScenario(
            Path.GetFileName(folder), Graph(Path.Combine(folder, "graph.csv")), File.Exists(normal) ? PetShopTable.Read(normal) : null,
            [.. Splits.SelectMany(split => Issues(Path.Combine(folder, split)))]);
    }

    private static CallGraph Graph(string path)
    {
        var lines = Lines(path).Select(line => line.Split(',')).ToList();
        if (lines.Count == 0 || lines.Exists(line => line.Length != lines[0].Length))
        {
            throw Wrong(path, "not a call graph of PetShop: a square table of 0 and 1 is expected");
        }

        return new CallGraph(lines.Skip(1).SelectMany(line =>
            line.Index().Skip(1).Where(cell => cell.Item is not ("" or "0" or "0.0")).Select(cell => new Call(line[0], lines[0][cell.Index]))));
    }

    private static IEnumerable<PetShopIssue> Issues(string split) => !Directory.Exists(split) ? [] : Directory.GetDirectories(split, "issue_*")
        .OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal)
        .Select(Issue);

    private static PetShopIssue Issue(string folder)
    {
        var path = Path.Combine(folder, "target.json");
        var rows = PetShopTable.Read(Path.Combine(folder, "metrics.csv"));
        if (rows.Rows != PetShopCase.RowCount)
        {
            throw Wrong(folder, $"its metrics.csv has {rows.Rows} rows where {PetShopCase.RowCount} are expected");
        }

        try
        {
            using var json = JsonDocument.Parse(string.Join('\n', Lines(path)));
            var target = json.RootElement.GetProperty("target");
            return new PetShopIssue(
                rows, Text(target, "node"), Text(target, "metric") == "availability" ? Signal.Availability : Signal.Latency,
                Text(json.RootElement.GetProperty("root_cause"), "node"));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Wrong(path, "not a target of PetShop: target.node, target.metric and root_cause.node are expected");
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new KeyNotFoundException(name);
}
