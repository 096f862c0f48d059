using System.Collections.Immutable;
using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>The incident that the alerts of one delivery join: it counts them one by one, and becomes one next value of all of them.</summary>
internal struct JoinedIncident(IncidentCase before)
{
    private readonly Incident _incident = before.Incident;
    private int _firing = before.Incident.FiringAlerts;
    private int _resolved = before.Incident.ResolvedAlerts;
    private Severity _severity = before.Incident.Severity;
    private DateTimeOffset _startedAt = before.Incident.StartedAt;
    private ImmutableArray<string> _services = before.Incident.Services;
    private ImmutableSortedDictionary<string, string> _commonLabels = before.Incident.CommonLabels;
    private string? _runbookUrl = before.Incident.RunbookUrl;

    /// <summary>None is joined.</summary>
    public readonly bool IsNone => before is null;

    public readonly IncidentId Id => _incident.Id;

    public readonly Severity Severity => _severity;

    public readonly bool WasResolved => _incident.Status is IncidentStatus.Resolved;

    /// <summary>It is worse than it was before this delivery.</summary>
    public readonly bool IsRaised => _severity > _incident.Severity;

    /// <param name="alert">What began to fire.</param>
    /// <param name="endsOneThatFired">An earlier episode of it fired in this incident until now.</param>
    public void Add(Alert alert, bool endsOneThatFired)
    {
        _commonLabels = _firing + _resolved == 0
            ? alert.Labels.ToImmutableSortedDictionary(StringComparer.Ordinal)
            : InCommon(_commonLabels, alert.Labels);
        if (endsOneThatFired)
        {
            _resolved++;
        }
        else
        {
            _firing++;
        }

        _severity = (Severity)Math.Max((int)_severity, (int)alert.Severity);
        _startedAt = alert.StartsAt < _startedAt ? alert.StartsAt : _startedAt;
        _services = AddService(_services, alert.Label("service"));
        _runbookUrl ??= WebAddress(alert.Annotation("runbook_url"));
    }

    /// <summary>One of its alerts is over.</summary>
    public void End()
    {
        _firing = Math.Max(0, _firing - 1);
        _resolved++;
    }

    /// <param name="news">How many changes that people are told of have come to it.</param>
    public readonly IncidentCase After(int news) => before with
    {
        Incident = _incident with
        {
            Revision = _incident.Revision + news,
            FiringAlerts = _firing,
            ResolvedAlerts = _resolved,
            Severity = _severity,
            StartedAt = _startedAt,
            Services = _services,
            CommonLabels = _commonLabels,
            RunbookUrl = _runbookUrl,
        },
    };

    private static ImmutableArray<string> AddService(ImmutableArray<string> services, string? service) =>
        string.IsNullOrEmpty(service) || services.Contains(service) || services.Length == Incident.MostServices ? services : services.Add(service);

    private static ImmutableSortedDictionary<string, string> InCommon(
        ImmutableSortedDictionary<string, string> common, IReadOnlyDictionary<string, string> labels)
    {
        var shared = labels is LabelMap few ? Shared(common, few.Pairs) : Shared(common, [.. labels]);
        return shared == common.Count ? common : Without(common, labels);
    }

    // Not where it is called: what its function holds on to would be allocated there for every alert.
    private static ImmutableSortedDictionary<string, string> Without(
        ImmutableSortedDictionary<string, string> common, IReadOnlyDictionary<string, string> labels) =>
        common.RemoveRange(common.Where(pair => labels.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key));

    /// <summary>How many labels of an alert are among them. Walking the tree would cost more than looking into it for each.</summary>
    private static int Shared(ImmutableSortedDictionary<string, string> common, ReadOnlySpan<KeyValuePair<string, string>> labels)
    {
        var shared = 0;
        foreach (ref readonly var pair in labels)
        {
            shared += common.TryGetValue(pair.Key, out var value) && value == pair.Value ? 1 : 0;
        }

        return shared;
    }

    private static string? WebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? text : null;
}
