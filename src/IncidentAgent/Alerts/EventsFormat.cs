using System.Text.Json;

namespace IncidentAgent.Alerts;

/// <summary>The agent's own format, for every sender that is not Alertmanager. <c>id</c>, <c>status</c> and <c>startsAt</c> are required.</summary>
internal sealed class EventsFormat : AlertFormat
{
    public static readonly EventsFormat Instance = new();

    public override string Route => "events";

    public override Alert? Read(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string source, out string? error)
    {
        string? id = null, status = null, severity = null, summary = null, service = null;
        IReadOnlyDictionary<string, string>? labels = null;
        DateTimeOffset? startsAt = null, endsAt = null;
        List<string>? links = null;
        error = null;
        while (error is null && JsonFields.NextField(ref json))
        {
            if (json.ValueTextEquals("id"u8))
            {
                error = JsonFields.TryUniqueText(ref json, out id) ? null : WrongType(".id");
            }
            else if (json.ValueTextEquals("status"u8))
            {
                error = JsonFields.TryText(ref json, out status) ? null : WrongType(".status");
            }
            else if (json.ValueTextEquals("severity"u8))
            {
                error = JsonFields.TryText(ref json, out severity) ? null : WrongType(".severity");
            }
            else if (json.ValueTextEquals("summary"u8))
            {
                error = JsonFields.TryText(ref json, out summary) ? null : WrongType(".summary");
            }
            else if (json.ValueTextEquals("service"u8))
            {
                error = JsonFields.TryText(ref json, out service) ? null : WrongType(".service");
            }
            else if (json.ValueTextEquals("labels"u8))
            {
                error = JsonFields.TryMap(ref json, body, out labels, out var at) ? null : WrongType(".labels", at);
            }
            else if (json.ValueTextEquals("startsAt"u8))
            {
                error = JsonFields.TryInstant(ref json, out startsAt) ? null : WrongType(".startsAt");
            }
            else if (json.ValueTextEquals("endsAt"u8))
            {
                error = JsonFields.TryInstant(ref json, out endsAt) ? null : WrongType(".endsAt");
            }
            else if (json.ValueTextEquals("links"u8))
            {
                error = JsonFields.TryList(ref json, out links, out var at) ? null : WrongType(at is null ? ".links" : $".links[{at}]");
            }
            else
            {
                json.Skip();
            }
        }

        if (error is not null)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(id))
        {
            error = ".id is missing; it must be the same in every report of one alert";
            return null;
        }

        if (Status(status) is not { } known)
        {
            error = $".status is {(status is null ? "missing" : "unknown")}; it must be 'firing' or 'resolved'";
            return null;
        }

        if (startsAt is not { } start)
        {
            error = StartMissing;
            return null;
        }

        return new Alert
        {
            Source = source,
            Fingerprint = id,
            Status = known,
            StartsAt = AlertReader.Micros(start),
            EndsAt = known is AlertStatus.Resolved && endsAt is { } end ? AlertReader.Micros(end) : null,
            Labels = Labels(labels, service, severity),
            Annotations = string.IsNullOrEmpty(summary) ? LabelMap.Empty : new LabelMap([new("summary", summary)]),
            Links = links ?? [],
        };
    }

    private static IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string>? labels, string? service, string? severity)
    {
        if (string.IsNullOrEmpty(service) && string.IsNullOrEmpty(severity))
        {
            return labels ?? LabelMap.Empty;
        }

        var all = new Dictionary<string, string>(labels ?? LabelMap.Empty);
        Add(all, "service", service);
        Add(all, "severity", severity);
        return all;
    }

    private static void Add(Dictionary<string, string> map, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            map[name] = value;
        }
    }
}

/// <summary>The agent's own format; for the API's description, since a request is read one alert at a time.</summary>
/// <param name="Alerts">Any number up to <c>Intake:MaxAlerts</c>.</param>
internal sealed record EventsPayload(IReadOnlyList<EventAlert> Alerts);

/// <summary>As <see cref="EventsPayload"/>, for the API's description.</summary>
internal sealed class EventAlert
{
    public string? Id { get; init; }

    public string? Status { get; init; }

    public string? Severity { get; init; }

    public string? Summary { get; init; }

    public string? Service { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public List<string>? Links { get; init; }
}
