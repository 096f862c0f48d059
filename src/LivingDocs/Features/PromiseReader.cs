using System.Globalization;
using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;
using ServiceLevels.Export;

namespace LivingDocs.Features;

/// <summary>Reads from feature files what is promised under a name: scenarios tagged <c>@slo:name</c>, or whose rule or feature is.</summary>
internal static class PromiseReader
{
    private const string SloTag = "@slo:";
    private const string WindowTag = "@window:";

    /// <summary>Of all feature files in the folder and below, in the order of their paths. An outline gives one for each of its examples.</summary>
    /// <exception cref="FormatException">A file is no Gherkin, or a tag cannot be understood; the message says where.</exception>
    public static IReadOnlyList<Promise> ReadFolder(string folder)
    {
        var root = Path.GetDirectoryName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar))!;
        return
        [
            .. Directory.EnumerateFiles(folder, "*.feature", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .SelectMany(file => Read(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))),
        ];
    }

    /// <param name="path">What the places are named after.</param>
    /// <param name="text">The feature.</param>
    public static IReadOnlyList<Promise> Read(string path, string text)
    {
        var ids = new GuidIdGenerator();
        try
        {
            var syntax = new Parser().Parse(new TokenScanner(new StringReader(text)), new TokenMatcher("en"));
            var document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(syntax, path);
            var scenarios = document.Feature is null ? [] : Scenarios(document.Feature).ToDictionary(scenario => scenario.Id);
            return [.. new PickleCompiler(ids).Compile(document).SelectMany(pickle => PromisesOf(pickle, scenarios[pickle.AstNodeIds[0]], path))];
        }
        catch (ParserException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    private static IEnumerable<Promise> PromisesOf(Pickle pickle, Scenario scenario, string path)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{path}:{scenario.Location.Line}");

        // Feature first, example last: what is nearest to the scenario names it.
        return ValueOf(SloTag) is { } slo
            ? [new Promise(slo, scenario.Name, place, DaysOf(ValueOf(WindowTag), place), [.. pickle.Steps.SelectMany(RowsOf)])]
            : [];

        string? ValueOf(string tag) =>
            pickle.Tags.LastOrDefault(one => one.Name.StartsWith(tag, StringComparison.Ordinal))?.Name[tag.Length..];
    }

    private static int DaysOf(string? window, string place) => window switch
    {
        null => Promise.DefaultWindowDays,
        [.. var days, 'd'] when int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 28 and <= 90 => number,
        _ => throw new FormatException($"{place}: {WindowTag}{window} is no period of an error budget; write {WindowTag}28d to {WindowTag}90d."),
    };

    private static IEnumerable<PromisedRow> RowsOf(PickleStep step)
    {
        var rows = step.Argument?.DataTable?.Rows.Select(row => row.Cells.ConvertAll(cell => cell.Value)).ToList() ?? [];
        return rows is [["measure", "target", "threshold"], .. var objectives]
            ? objectives.Select(cells => new PromisedRow(cells[0], cells[1], cells[2]))
            : [];
    }

    private static IEnumerable<Scenario> Scenarios(Feature feature) =>
        feature.Children.Select(child => child.Scenario)
            .Concat(feature.Children.Where(child => child.Rule is not null).SelectMany(child => child.Rule.Children).Select(child => child.Scenario))
            .OfType<Scenario>();
}
