using System.Text.Json;
using LivingDocs.Suite;

namespace LivingDocs.Messages;

/// <summary>What a feature file says: its scenarios by the identifiers that pickles refer to, and the lines of each.</summary>
internal sealed class FeatureDocument
{
    private readonly string[] _lines;
    private readonly Dictionary<int, string> _keywords = [];
    private readonly SortedSet<int> _starts = [];
    private readonly Dictionary<string, Row> _rows = [];
    private readonly Dictionary<string, Written> _scenarios = [];

    /// <param name="document">A <c>gherkinDocument</c> message.</param>
    /// <param name="source">The text of the file; <see langword="null"/> where the messages do not hold it.</param>
    public FeatureDocument(JsonElement document, string? source)
    {
        Uri = document.Text("uri") ?? "";
        _lines = (source ?? "").ReplaceLineEndings("\n").Split('\n');
        if (document.At("feature") is not { } feature)
        {
            return;
        }

        Name = feature.Text("name") ?? "";
        Description = Unindented(feature.Text("description"));
        Keyword(feature);
        Read(feature, null, []);
    }

    public string Uri { get; }

    public string Name { get; } = "";

    public string Description { get; } = "";

    /// <summary>What a pickle is of: its scenario, and its row where there is one.</summary>
    /// <param name="nodes">The pickle's <c>astNodeIds</c>.</param>
    public Place? Find(IReadOnlyList<string> nodes)
    {
        if (nodes.Select(node => _scenarios.GetValueOrDefault(node)).FirstOrDefault(found => found is not null) is not { } written)
        {
            return null;
        }

        var row = nodes.Select(node => _rows.GetValueOrDefault(node)).FirstOrDefault(found => found is not null);
        return new Place(
            row?.Line ?? written.Line,
            row is null ? null : written.Name,
            row?.Values ?? Scenario.Nothing,
            written.Rule,
            [.. written.Backgrounds.SelectMany(Lines), .. Lines(written.Start)]);
    }

    private void Read(JsonElement parent, string? rule, IReadOnlyList<int> backgrounds)
    {
        foreach (var child in parent.Items("children"))
        {
            if (child.At("background") is { } background)
            {
                backgrounds = [.. backgrounds, Begin(background)];
                Steps(background);
            }
            else if (child.At("rule") is { } inner)
            {
                Begin(inner);
                Read(inner, inner.Text("name"), backgrounds);
            }
            else if (child.At("scenario") is { } scenario)
            {
                var written = new Written(Begin(scenario), scenario.Number("location", "line"), scenario.Text("name") ?? "", rule, backgrounds);
                _scenarios[scenario.Text("id") ?? ""] = written;
                Steps(scenario);
                Examples(scenario);
            }
        }
    }

    private void Steps(JsonElement parent)
    {
        foreach (var step in parent.Items("steps"))
        {
            Keyword(step);
        }
    }

    private void Examples(JsonElement scenario)
    {
        foreach (var examples in scenario.Items("examples"))
        {
            Keyword(examples);
            var columns = examples.Items("tableHeader", "cells").Select(cell => cell.Text("value") ?? "").ToList();
            foreach (var row in examples.Items("tableBody"))
            {
                var values = new Dictionary<string, string>();
                foreach (var (column, cell) in columns.Zip(row.Items("cells")))
                {
                    values[column] = cell.Text("value") ?? "";
                }

                _rows[row.Text("id") ?? ""] = new Row(row.Number("location", "line"), values);
            }
        }
    }

    // With its tags, which stand before it.
    private int Begin(JsonElement node)
    {
        Keyword(node);
        var start = node.Items("tags").Select(tag => tag.Number("location", "line")).Append(node.Number("location", "line")).Min();
        _starts.Add(start);
        return start;
    }

    private void Keyword(JsonElement node) => _keywords[node.Number("location", "line")] = node.Text("keyword") ?? "";

    // Up to what comes next; a comment there belongs to the next.
    private List<SourceLine> Lines(int start)
    {
        var next = _starts.GetViewBetween(start + 1, int.MaxValue) is { Count: > 0 } later ? later.Min : _lines.Length + 1;
        var end = Math.Min(next - 1, _lines.Length);
        while (end > start && _lines[end - 1].TrimStart() is "" or ['#', ..])
        {
            end--;
        }

        return [.. Enumerable.Range(start, Math.Max(0, end - start + 1))
            .Select(number => new SourceLine(number, _lines[number - 1], _keywords.GetValueOrDefault(number)))];
    }

    private static string Unindented(string? text) =>
        string.Join('\n', (text ?? "").Split('\n').Select(line => line.Trim())).Trim();

    /// <param name="Line">Of the row, or of the scenario.</param>
    /// <param name="Outline">The name of the outline as it is written; <see langword="null"/> for a scenario by itself.</param>
    /// <param name="Example">The values of the row.</param>
    /// <param name="Rule">The rule it stands under.</param>
    /// <param name="Source">Its text.</param>
    public sealed record Place(
        int Line, string? Outline, IReadOnlyDictionary<string, string> Example, string? Rule, IReadOnlyList<SourceLine> Source);

    private sealed record Written(int Start, int Line, string Name, string? Rule, IReadOnlyList<int> Backgrounds);

    private sealed record Row(int Line, IReadOnlyDictionary<string, string> Values);
}
