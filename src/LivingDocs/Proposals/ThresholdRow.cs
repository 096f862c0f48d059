using Gherkin;
using Gherkin.Ast;
using ServiceLevels.Objectives;

namespace LivingDocs.Proposals;

/// <summary>A row of a table of objectives in a feature file, and where its threshold stands.</summary>
/// <param name="Keys">Whose threshold it is: one, or each example of an outline.</param>
/// <param name="Target">As it is written.</param>
/// <param name="Threshold">As it is written.</param>
/// <param name="Line">Of the row, counting from 1.</param>
/// <param name="Column">The threshold's, counting from 0.</param>
/// <param name="Table">The lines of all rows of the table, its header among them.</param>
internal sealed record ThresholdRow(
    IReadOnlyList<ObjectiveKey> Keys, string Target, string Threshold, int Line, int Column, IReadOnlyList<int> Table)
{
    private const string SloTag = "@slo:";
    private static readonly IReadOnlyDictionary<string, string> NoExample = new Dictionary<string, string>();

    /// <summary>All of them that stand under a tag <c>@slo:name</c>: that of the scenario, its examples, its rule or the feature, whichever is nearest.</summary>
    /// <exception cref="FormatException">It is no Gherkin; the message says where.</exception>
    public static IReadOnlyList<ThresholdRow> In(string feature)
    {
        try
        {
            var document = new Parser().Parse(new TokenScanner(new StringReader(feature)), new TokenMatcher("en"));
            return document.Feature is { } found ? [.. In(found.Children, SloOf(found))] : [];
        }
        catch (ParserException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static IEnumerable<ThresholdRow> In(IEnumerable<IHasLocation> children, string? slo) => children.SelectMany(child => child switch
    {
        Rule rule => In(rule.Children, SloOf(rule) ?? slo),
        Scenario scenario => In(scenario, SloOf(scenario) ?? slo),
        _ => [],
    });

    private static IEnumerable<ThresholdRow> In(Scenario scenario, string? slo)
    {
        (string? Slo, IReadOnlyDictionary<string, string> Values)[] examples = scenario.Examples.Any()
            ? [.. scenario.Examples.SelectMany(block => ValuesOf(block).Select(values => (SloOf(block) ?? slo, values)))]
            : [(slo, NoExample)];
        foreach (var rows in scenario.Steps.Select(step => step.DataTable?.Rows.ToArray()).OfType<TableRow[]>())
        {
            string[] header = [.. rows[0].Cells.Select(cell => cell.Value)];
            var (measure, target, threshold) = (Array.IndexOf(header, "measure"), Array.IndexOf(header, "target"), Array.IndexOf(header, "threshold"));
            if (int.Min(measure, int.Min(target, threshold)) < 0)
            {
                continue;
            }

            foreach (var row in rows[1..])
            {
                string[] cells = [.. row.Cells.Select(cell => cell.Value)];
                yield return new ThresholdRow(
                    [.. examples.Where(one => one.Slo is not null).Select(one => new ObjectiveKey(one.Slo!, Filled(cells[measure], one.Values), one.Values))],
                    cells[target],
                    cells[threshold],
                    row.Location.Line,
                    threshold,
                    [.. rows.Select(one => one.Location.Line)]);
            }
        }
    }

    private static string? SloOf(IHasTags tagged) =>
        tagged.Tags.LastOrDefault(tag => tag.Name.StartsWith(SloTag, StringComparison.Ordinal))?.Name[SloTag.Length..];

    private static IEnumerable<IReadOnlyDictionary<string, string>> ValuesOf(Examples block) => (block.TableBody ?? []).Select(row =>
        block.TableHeader.Cells.Zip(row.Cells).ToDictionary(pair => pair.First.Value, pair => pair.Second.Value));

    private static string Filled(string measure, IReadOnlyDictionary<string, string> example) =>
        example.Aggregate(measure, (words, value) => words.Replace($"<{value.Key}>", value.Value));
}
