using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Notifications;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>Decides what is suggested for an incident. Pure; nothing in the product carries a suggestion out.</summary>
internal static class Advice
{
    /// <summary>The most actions of one incident beside its runbooks; those for the least probable causes are left out.</summary>
    public const int MostActions = 12;

    private const int MostRunbooks = 3;
    private const int MostAddress = 2000;

    /// <summary>
    /// The runbooks that the alerts link first, then actions by the rank of their cause, then by risk, then by duration. An action that reads the
    /// same for several causes is named once, with all of them. Where the analysis is inconclusive, what to look at comes before what to do.
    /// </summary>
    /// <param name="catalogue">What there is to suggest.</param>
    /// <param name="incident">As it stands.</param>
    /// <param name="alerts">Its first alerts.</param>
    /// <param name="evidence">The investigation's, with its facts: for what the causes' evidence measures.</param>
    /// <param name="analysis">What the evidence comes to.</param>
    public static IReadOnlyList<RemediationAction> For(
        Catalogue catalogue, Incident incident, IReadOnlyList<Alert> alerts, IReadOnlyList<Evidence> evidence, Analysis analysis)
    {
        IEnumerable<Suspect> suspects =
        [
            .. analysis.Certainty is Certainty.Inconclusive || analysis.Causes.Count == 0 ? [Suspect.Nobody] : Array.Empty<Suspect>(),
            .. analysis.Causes.Select(cause => Suspect.Of(cause, evidence)),
        ];
        var actions = suspects.SelectMany((suspect, rank) => catalogue.Remedies
            .Where(remedy => remedy.When.Holds(suspect.Category, suspect.Service, incident, suspect.Cited))
            .Select(remedy => (Rank: rank, Action: Filled(remedy, suspect, new IncidentValues(incident, alerts, analysis.Changes, suspect.Service).Of))));
        return
        [
            .. Runbooks(incident, alerts),
            .. actions
                .GroupBy(suggested => Wording(suggested.Action), (_, same) => Merged([.. same]))
                .OrderBy(suggested => suggested.Rank)
                .ThenBy(suggested => suggested.Action.Risk)
                .ThenBy(suggested => suggested.Action.Duration)
                .ThenBy(suggested => suggested.Action.Id, StringComparer.Ordinal)
                .Select(suggested => suggested.Action)
                .Take(MostActions),
        ];
    }

    private static RemediationAction Filled(Remedy remedy, Suspect suspect, Func<string, string?> valueOf) => new()
    {
        Id = remedy.Id,
        Title = remedy.Title.Words(valueOf),
        Causes = suspect.Name is { } name ? [name] : [],
        Risk = remedy.Risk,
        Duration = remedy.Duration,
        Prerequisites = [.. remedy.Prerequisites.Select(text => text.Words(valueOf))],
        Steps = [.. remedy.Steps.Select(step => Filled(step, valueOf))],
        Rollback = [.. remedy.Rollback.Select(step => Filled(step, valueOf))],
        Watch = [.. remedy.Watch.Select(text => text.Words(valueOf))],
        Runbook = remedy.Runbook?.Address(valueOf),
    };

    private static RemediationStep Filled(RemedyStep step, Func<string, string?> valueOf) =>
        new(step.Text.Words(valueOf), step.Command?.Command(valueOf));

    /// <summary>Everything a person would read of it, but its causes.</summary>
    private static string Wording(RemediationAction action) => string.Join('\n',
    [
        action.Id, action.Title, action.Runbook, .. action.Prerequisites, .. action.Watch,
        .. action.Steps.Concat(action.Rollback).Select(step => $"{step.Text}\t{step.Command}"),
    ]);

    private static (int Rank, RemediationAction Action) Merged(IReadOnlyList<(int Rank, RemediationAction Action)> same) =>
        (same[0].Rank, same[0].Action with { Causes = [.. same.SelectMany(one => one.Action.Causes).Distinct()] });

    private static IEnumerable<RemediationAction> Runbooks(Incident incident, IReadOnlyList<Alert> alerts) => alerts
        .Select(alert => (Name: $"the alert {Sources.Words.OneLine(alert.Name)}", Url: WebLink.Read(alert.Annotation("runbook_url"), MostAddress)))
        .Append((Name: "the alert", Url: WebLink.Read(incident.RunbookUrl, MostAddress)))
        .Where(runbook => runbook.Url is not null)
        .DistinctBy(runbook => runbook.Url)
        .Take(MostRunbooks)
        .Select(runbook => new RemediationAction { Id = "runbook", Title = $"Follow the runbook of {runbook.Name}", Runbook = runbook.Url });

    /// <summary>What actions are sought for: one of the causes, or nobody knows.</summary>
    /// <param name="Name">As an action names it; <see langword="null"/> where nobody knows.</param>
    /// <param name="Service">Where it lies.</param>
    /// <param name="Category">Of what kind.</param>
    /// <param name="Cited">What the cited evidence measures of the service.</param>
    private sealed record Suspect(string? Name, string? Service, CauseCategory Category, IReadOnlyList<SignalSeries> Cited)
    {
        public static readonly Suspect Nobody = new(null, null, CauseCategory.Unknown, []);

        public static Suspect Of(Cause cause, IReadOnlyList<Evidence> evidence) => new(
            $"{CategoryRules.Word(cause.Category)} in {Sources.Words.OneLine(cause.Service)}",
            cause.Service,
            cause.Category,
            [.. evidence.Where(one => cause.EvidenceIds.Contains(one.Id)).SelectMany(one => one.Facts?.Series ?? []).Where(series => series.Service == cause.Service)]);
    }
}
