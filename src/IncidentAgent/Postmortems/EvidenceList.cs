using IncidentAgent.Investigation;

namespace IncidentAgent.Postmortems;

/// <summary>What the last investigation found, each with what was asked, and the sources that did not answer.</summary>
internal static class EvidenceList
{
    private const int MostDetails = 20;

    private const int MostCharacters = 300;

    public static string Write(Findings? findings) => findings switch
    {
        null => "No investigation has ended.",
        { Evidence: [], Missing: [], Asked: [] } => "No evidence source is configured.",
        { Evidence: [], Missing: [] } => $"{Looked(findings)}, asked {string.Join(", ", findings.Asked)}, and found nothing.",
        _ => string.Join("\n\n", [$"{Looked(findings)}.", .. findings.Evidence.Select(One), .. Missing(findings.Missing)]),
    };

    private static string Looked(Findings findings) =>
        $"The agent looked from {Wording.Utc(findings.StartedAt)} to {Wording.Utc(findings.EndedAt)} UTC";

    private static string One(Evidence evidence)
    {
        var facts = string.Join('\n',
        [
            $"- Time: {Wording.Utc(evidence.From)} to {Wording.Utc(evidence.To)} UTC",
            $"- Found: {Markdown.Escape(evidence.Value)}",
            .. evidence.Warnings.Select(warning => $"- Warning from the source: {Markdown.Escape(warning)}"),
            .. Markdown.IsWebAddress(evidence.Link, out _) ? [$"- {Markdown.Link("Look yourself", evidence.Link)}"] : Array.Empty<string>(),
        ]);
        return $"**{Markdown.Escape(evidence.Id)}**, {Markdown.Escape(evidence.Title)}, asked of {Markdown.Escape(evidence.Source)}:\n\n"
            + $"{Markdown.Fence(evidence.Query)}\n\n{facts}{Details(evidence.Details)}";
    }

    private static string Details(IReadOnlyList<string> details) => details.Count == 0
        ? ""
        : $"\n\n{Markdown.Fence(string.Join('\n', details.Take(MostDetails).Select(line => Wording.Clip(line.ReplaceLineEndings(" "), MostCharacters))))}"
            + (details.Count > MostDetails ? $"\n\n… and {details.Count - MostDetails} more" : "");

    private static IEnumerable<string> Missing(IReadOnlyList<MissingEvidence> missing) => missing.Count == 0
        ? []
        : ["Missing:\n\n" + string.Join('\n', missing.Select(one => $"- {Markdown.Escape(one.Source)}: {Markdown.Escape(one.Reason)}"))];
}
