using System.Globalization;
using System.Text.RegularExpressions;
using IncidentAgent.Investigation.RootCause;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentAgent.Investigation.Remediation;

/// <param name="Remedies">Those that are whole.</param>
/// <param name="Problems">Each with its line and what to change; empty when all is well.</param>
internal sealed record CatalogueReading(IReadOnlyList<Remedy> Remedies, IReadOnlyList<string> Problems);

/// <summary>Reads a catalogue, as YAML or as JSON, which is YAML too: a list of actions.</summary>
internal static partial class CatalogueReader
{
    private const int MostRemedies = 500;

    private static readonly IReadOnlyDictionary<string, CauseCategory> Categories =
        Enum.GetValues<CauseCategory>().ToDictionary(category => CategoryRules.Word(category).Replace(' ', '-'));

    private static readonly IReadOnlyDictionary<string, Risk> Risks = Enum.GetValues<Risk>().ToDictionary(risk => risk.ToString().ToLowerInvariant());

    private static readonly IReadOnlyDictionary<string, Signal> Signals =
        Enum.GetValues<Signal>().ToDictionary(signal => signal.ToString().ToLowerInvariant());

    public static CatalogueReading Read(string text)
    {
        var problems = new YamlProblems();
        List<Remedy> remedies = [];
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is not [{ RootNode: YamlSequenceNode list }])
            {
                return new([], ["line 1: it must be one list of actions, each beginning with '- id: …'."]);
            }

            foreach (var node in list.Children.Take(MostRemedies))
            {
                if (Remedy(node, problems) is { } remedy)
                {
                    problems.Unless(remedies.All(other => other.Id != remedy.Id), node, $"the id '{remedy.Id}' is used above already; give each action its own.");
                    remedies.Add(remedy);
                }
            }

            problems.Unless(list.Children.Count <= MostRemedies, list, $"it holds {list.Children.Count} actions; it may hold {MostRemedies}.");
        }
        catch (YamlException e)
        {
            problems.Add(e.Start, $"it is not YAML: {Sources.Words.OneLine(e.Message)} Text that holds ': ' or begins with a sign must be quoted.");
        }

        return new(remedies, problems.All);
    }

    private static Remedy? Remedy(YamlNode node, YamlProblems problems)
    {
        var before = problems.All.Count;
        var fields = new YamlFields(node, "an action", problems);
        var remedy = new Remedy
        {
            Id = fields.Match("id", IdShape(), "letters, digits and hyphens, such as restart-process") ?? "",
            Title = fields.Template("title"),
            When = Condition(fields.Required("when"), problems),
            Steps = Steps(fields.List("steps", required: true), problems),
            Risk = fields.OneOf("risk", Risks),
            Duration = Duration(fields),
            Prerequisites = fields.Templates("prerequisites"),
            Rollback = Steps(fields.List("rollback"), problems),
            Watch = fields.Templates("watch"),
            Runbook = fields.Checked("runbook", Template.AddressFault),
        };
        fields.NothingElse();
        return problems.All.Count == before ? remedy : null;
    }

    private static RemedyCondition Condition(YamlNode? node, YamlProblems problems)
    {
        if (node is null)
        {
            return new() { Categories = new HashSet<CauseCategory>() };
        }

        var fields = new YamlFields(node, "when", problems);
        var condition = new RemedyCondition
        {
            Categories = fields.List("categories", required: true).Select(item => problems.OneOf(item, "a category", Categories)).ToHashSet(),
            Services = [.. fields.List("services").Select(problems.Text)],
            Labels = fields.Labels("labels"),
            Signals = [.. fields.List("signals").Select(item => Measured(item, problems))],
        };
        fields.NothingElse();
        return condition;
    }

    /// <summary><c>latency</c>, or <c>utilisation of memory</c>.</summary>
    private static RemedySignal Measured(YamlNode node, YamlProblems problems)
    {
        var parts = problems.Text(node).Split(" of ", 2);
        return new(problems.OneOf(node, parts[0], "a signal", Signals), parts is [_, var resource] ? resource : null);
    }

    private static IReadOnlyList<RemedyStep> Steps(IReadOnlyList<YamlNode> nodes, YamlProblems problems) => [.. nodes.Select(node =>
    {
        if (node is not YamlMappingNode)
        {
            return new RemedyStep(new Template(problems.Text(node)), null);
        }

        var fields = new YamlFields(node, "a step", problems);
        var step = new RemedyStep(fields.Template("text"), fields.Checked("run", Template.CommandFault, required: true));
        fields.NothingElse();
        return step;
    })];

    private static TimeSpan Duration(YamlFields fields)
    {
        var text = fields.Match("duration", DurationShape(), "a number and s, min or h, such as 10 min");
        if (text is null)
        {
            return TimeSpan.Zero;
        }

        var number = int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromMinutes(number),
        };
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.IgnoreCase)]
    private static partial Regex IdShape();

    [GeneratedRegex("^[1-9][0-9]{0,3} (s|min|h)$")]
    private static partial Regex DurationShape();
}
