using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Notifications;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Commands;

/// <summary>Does with a payload what the agent would: the same parsing, correlation, life-cycle and routing, over a track that is never stored.</summary>
internal sealed class PayloadAnalyst(
    IOptions<IntakeOptions> intake, IOptions<IncidentOptions> incidents, IOptions<RoutingOptions> routing, IEnumerable<INotificationChannel> channels,
    Investigator investigator, IEnumerable<IEvidenceSource> sources, TimeProvider time) : INumbers
{
    private long _incident;
    private long _row;

    public static Task<AnalysisOutcome> AnalyzeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder();
        ConfigurationCheck.RefuseMistakes(builder.Configuration);
        builder.Logging.ClearProviders();
        builder.AddAnalysis();
        var services = builder.Build().Services;
        services.GetService<IStartupValidator>()?.Validate();
        return ActivatorUtilities.CreateInstance<PayloadAnalyst>(services).AnalyseAsync(payload, cancellation);
    }

    private async Task<AnalysisOutcome> AnalyseAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var format = AlertmanagerFormat.Instance;
        if (!AlertReader.TryRead(payload, format.Route, format, intake.Value, out var parsed, out var unreadable) || parsed.Error is not null)
        {
            return new AnalysisOutcome.NotAlerts(parsed.Error ?? unreadable);
        }

        List<AnalysedIncident> opened = [];
        foreach (var (key, alerts) in Correlation.Group(parsed.Alerts, incidents.Value.CorrelationLabels))
        {
            if (await OpenAsync(key, alerts, cancellation) is { } one)
            {
                opened.Add(one);
            }
        }

        return new AnalysisOutcome.Analysed(new Analysis
        {
            Incidents = opened,
            Quarantined = [.. parsed.Refused.Select(refused => refused.Reason)],
            Remarks = parsed.Alerts.Length > 0 && opened.Count == 0 ? ["All alerts of the payload are over: the end of an alert never seen opens nothing."] : [],
        });
    }

    private async Task<AnalysedIncident?> OpenAsync(string key, IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        var (track, _) = new IncidentTrack { Key = key }.Observe(alerts, time.GetUtcNow(), Policy(), new Changes());
        return track.Newest?.Incident is not { } one
            ? null
            : new AnalysedIncident
            {
                Key = key,
                Severity = one.Severity,
                Title = one.Title,
                FiringAlerts = one.FiringAlerts,
                ResolvedAlerts = alerts.Count - one.FiringAlerts,
                Services = one.Services,
                Told = one.AnnouncedTo,
                Findings = sources.Any() ? await investigator.InvestigateAsync(one, alerts, cancellation) : null,
            };
    }

    private IncidentPolicy Policy() => new()
    {
        ReopenWindow = incidents.Value.ReopenWindow,
        LateNoticeWithin = incidents.Value.LateNoticeWithin,
        StaleAfter = incidents.Value.StaleAfter,
        RememberAlertsFor = incidents.Value.RememberAlertsFor,
        StepAttempts = incidents.Value.StepAttempts,
        GiveUpAfter = TimeSpan.MaxValue,
        Backoff = _ => TimeSpan.Zero,
        HearsUpdates = _ => false,
        Route = (one, now) => RoutingRules.Decide(routing.Value.Rules, channels.Select(channel => channel.Destination), one, now),
        Numbers = this,
    };

    public IncidentId NextIncident() => new(++_incident);

    public long NextAlert() => ++_row;

    public long NextAnnouncement() => ++_row;
}
