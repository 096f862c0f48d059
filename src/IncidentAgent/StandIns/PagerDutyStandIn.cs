using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentAgent.StandIns;

public sealed record PagerDutyStandInOptions
{
    /// <summary>The routing key of the one service there is; an event for another is taken and dropped, as PagerDuty does.</summary>
    public string RoutingKey { get; init; } = "0123456789abcdef0123456789abcdef";

    /// <summary>Events one routing key may send in <see cref="RateWindow"/>; default 120 in a minute, <see langword="null"/> for any number.</summary>
    public int? RateLimit { get; init; } = 120;

    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What PagerDuty shows of one alert.</summary>
/// <param name="DedupKey">What its events have in common.</param>
/// <param name="Status"><c>triggered</c>, <c>acknowledged</c> or <c>resolved</c>.</param>
/// <param name="Events">The events it took, the trigger that opened it first.</param>
public sealed record PagerDutyStandInIncident(string DedupKey, string Status, IReadOnlyList<JsonElement> Events);

/// <summary>Answers <c>POST /v2/enqueue</c> as PagerDuty's Events API v2 does.</summary>
public sealed class PagerDutyStandIn : StandIn
{
    private readonly PagerDutyStandInOptions _options;
    private readonly Dictionary<string, RateWindow> _windows = [];
    private readonly List<PagerDutyStandInIncident> _incidents = [];

    private PagerDutyStandIn(PagerDutyStandInOptions options)
        : base(options.Time) => _options = options;

    /// <summary>In the order they were triggered; one dedup_key has a second one when it was triggered again after a resolve.</summary>
    public IReadOnlyList<PagerDutyStandInIncident> Incidents
    {
        get
        {
            lock (_incidents)
            {
                return [.. _incidents];
            }
        }
    }

    public static async Task<PagerDutyStandIn> StartAsync(PagerDutyStandInOptions? options = null, CancellationToken cancellation = default)
    {
        var standIn = new PagerDutyStandIn(options ?? new PagerDutyStandInOptions());
        await standIn.ListenAsync(cancellation).ConfigureAwait(false);
        return standIn;
    }

    private protected override string? KeyOf(Exchange request) => request.Body is { } body ? body.Text("dedup_key") : null;

    private protected override Answer Handle(Exchange request)
    {
        if (request.Path != "/v2/enqueue" || request.Method != "POST")
        {
            return new Answer(404, Json("not found", "There is nothing here.", []));
        }

        if (PagerDutyRules.Faults(request) is { Count: > 0 } faults)
        {
            return new Answer(400, Json("invalid event", "Event object is invalid", faults));
        }

        var one = request.Body!.Value;
        var routingKey = one.Text("routing_key")!;
        if (IsOverLimit(routingKey))
        {
            // PagerDuty does not say when to come back.
            return new Answer(429, Json("throttle exceeded", "Requests for this service are arriving too quickly.  Please retry later.", []));
        }

        var key = request.Key ?? Guid.NewGuid().ToString("n");
        if (routingKey == _options.RoutingKey)
        {
            Apply(key, one);
        }

        return new Answer(202, new JsonObject { ["status"] = "success", ["message"] = "Event processed", ["dedup_key"] = key }.ToJsonString());
    }

    private bool IsOverLimit(string routingKey)
    {
        if (_options.RateLimit is not { } limit)
        {
            return false;
        }

        if (!_windows.TryGetValue(routingKey, out var window))
        {
            _windows[routingKey] = window = new RateWindow(limit, _options.RateWindow);
        }

        return window.Refuses(Now) is not null;
    }

    private void Apply(string key, JsonElement one)
    {
        lock (_incidents)
        {
            var open = _incidents.FindIndex(incident => incident.DedupKey == key && incident.Status != "resolved");
            var action = one.Text("event_action");
            if (open >= 0)
            {
                var known = _incidents[open];
                var status = action switch { "acknowledge" => "acknowledged", "resolve" => "resolved", _ => known.Status };
                _incidents[open] = known with { Status = status, Events = [.. known.Events, one] };
            }
            else if (action == "trigger")
            {
                _incidents.Add(new PagerDutyStandInIncident(key, "triggered", [one]));
            }
        }
    }

    private static string Json(string status, string message, IEnumerable<string> errors) => new JsonObject
    {
        ["status"] = status,
        ["message"] = message,
        ["errors"] = new JsonArray([.. errors.Select(error => JsonValue.Create(error))]),
    }.ToJsonString();
}
