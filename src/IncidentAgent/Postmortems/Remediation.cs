using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;

namespace IncidentAgent.Postmortems;

/// <summary>What was suggested for the incident: the first actions whole, the others by their name. What was done is not recorded here.</summary>
internal static class Remediation
{
    private const int MostWhole = 3;
    private const int MostCharacters = 500;

    public static string Write(Findings? findings) => findings?.Actions is not { Count: > 0 } actions
        ? "Nothing was suggested."
        : string.Join("\n\n",
        [
            $"{Text(RemediationAction.Notice)} Whether any was done is not recorded.",
            .. actions.Take(MostWhole).Select(Whole),
            .. actions.Count > MostWhole ? [$"Also suggested:\n\n{Items(actions.Skip(MostWhole).Select(action => Text(Suggestion.Headline(action))))}"] : Array.Empty<string>(),
        ]);

    private static string Whole(RemediationAction action) => string.Join("\n\n", new[]
    {
        $"**{Text(Suggestion.Headline(action))}** {Text(Suggestion.Reason(action), "")}".TrimEnd(),
        List("Before:", action.Prerequisites.Select(text => Text(text))),
        List("Steps:", action.Steps.Select(Step)),
        List("To undo it:", action.Rollback.Select(Step)),
        List("Watch:", action.Watch.Select(text => Text(text))),
        action.Runbook is { } runbook ? Markdown.Link("Runbook", runbook) : "",
    }.Where(paragraph => paragraph.Length > 0));

    private static string Step(RemediationStep step) => step.Command is { } command ? $"{Text(step.Text)}: {Markdown.Code(command)}" : Text(step.Text);

    private static string List(string heading, IEnumerable<string> items) => items.ToList() is { Count: > 0 } list ? $"{heading}\n\n{Items(list)}" : "";

    private static string Items(IEnumerable<string> items) => string.Join('\n', items.Select(item => $"- {item}"));

    private static string Text(string text, string? none = null) =>
        text.Length == 0 && none is not null ? none : Markdown.Escape(Wording.Clip(text, MostCharacters));
}
