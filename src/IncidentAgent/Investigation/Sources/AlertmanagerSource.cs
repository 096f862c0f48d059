using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Tells which other alerts fire and what is silenced: what fires at the same time may be the cause, and what is silenced nobody was told of.
/// Alertmanager knows what fires now, not what fired then.
/// </summary>
internal sealed class AlertmanagerSource(IHttpClientFactory clients, IOptions<AlertmanagerOptions> options) : IEvidenceSource
{
    public const string SourceName = "alertmanager";

    private const int MostShown = 20;
    private const string AlertsQuery = "api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true";
    private const string SilencesQuery = "api/v2/silences";

    private readonly SourceClient _client = new(clients, SourceName, options.Value);

    public string Name => SourceName;

    public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) =>
        Questions.TogetherAsync(AlertsAsync(request, cancellation), SilencesAsync(request, cancellation));

    private async Task<IReadOnlyList<Evidence>> AlertsAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, AlertsQuery);
        var alerts = await _client.AskAsync(question, AlertmanagerJson.Default.ListAlertmanagerAlert, explain: null, cancellation);
        var others = alerts.Where(alert => alert.StartsAt <= request.To && !IsOfTheIncident(alert, request))
            .OrderByDescending(alert => IsNear(alert, request)).ThenBy(alert => alert.StartsAt).ThenBy(alert => alert.Name, StringComparer.Ordinal).ToList();
        var near = others.Count(alert => IsNear(alert, request));
        return
        [
            Answer(request, "Other alerts", AlertsQuery, "#/alerts", [.. others.Select(Describe)], others.Count == 0
                ? "no other alert fires"
                : $"{Words.Count(others.Count, "other alert fires", "other alerts fire")}, {near} of the services nearby; {Describe(others[0])}"),
        ];
    }

    private async Task<IReadOnlyList<Evidence>> SilencesAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, SilencesQuery);
        var all = await _client.AskAsync(question, AlertmanagerJson.Default.ListAlertmanagerSilence, explain: null, cancellation);
        var silences = all.Where(silence => silence.StartsAt <= request.To && silence.EndsAt >= request.From)
            .OrderByDescending(silence => silence.StartsAt).ThenBy(silence => silence.Id, StringComparer.Ordinal).ToList();
        return silences.Count == 0
            ? []
            :
            [
                Answer(request, "Silences", SilencesQuery, "#/silences", [.. silences.Select(Describe)],
                    $"{Words.Count(silences.Count, "silence", "silences")} in that time; {Describe(silences[0])}"),
            ];
    }

    /// <summary>The alerts that are shown are only the first ones: one of the same name and service is of the same storm.</summary>
    private bool IsOfTheIncident(AlertmanagerAlert alert, EvidenceRequest request) => request.Alerts.Any(own =>
        own.Fingerprint == alert.Fingerprint || (own.Name == alert.Name && own.Label(options.Value.ServiceLabel) == alert.Label(options.Value.ServiceLabel)));

    private bool IsNear(AlertmanagerAlert alert, EvidenceRequest request) =>
        alert.Label(options.Value.ServiceLabel) is { } service && request.Services.Contains(service);

    private string Describe(AlertmanagerAlert alert)
    {
        var service = alert.Label(options.Value.ServiceLabel) is { } name ? $" of {name}" : "";
        var held = alert.Status switch
        {
            { SilencedBy.Count: > 0 } => ", silenced",
            { InhibitedBy.Count: > 0 } => ", inhibited",
            _ => "",
        };
        return Words.OneLine($"{alert.Name}{service} since {Words.Day(alert.StartsAt)}{held}");
    }

    private static string Describe(AlertmanagerSilence silence) => Words.OneLine(
        $"{string.Join(", ", silence.Matchers ?? [])} from {Words.Day(silence.StartsAt)} to {Words.Day(silence.EndsAt)}, by {silence.CreatedBy}: {silence.Comment}");

    private Evidence Answer(EvidenceRequest request, string title, string query, string page, IReadOnlyList<string> lines, string value) => new()
    {
        Source = SourceName,
        Title = title,
        Query = query,
        From = request.From,
        To = request.To,
        Value = value,
        Details = [.. lines.Take(MostShown)],
        Link = new Uri(options.Value.Base, page).AbsoluteUri,
        Warnings = lines.Count > MostShown ? [$"only {MostShown} of {lines.Count} are kept"] : [],
    };
}
