using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Notifications;

/// <summary>One event of PagerDuty's Events API v2, as it is sent.</summary>
internal sealed record PagerDutyEvent
{
    public required string RoutingKey { get; init; }

    /// <summary><c>trigger</c>, <c>acknowledge</c> or <c>resolve</c>.</summary>
    public required string EventAction { get; init; }

    public required string DedupKey { get; init; }

    /// <summary>Only a trigger has one.</summary>
    public PagerDutyPayload? Payload { get; init; }

    public string? Client { get; init; }

    public string? ClientUrl { get; init; }

    public IReadOnlyList<PagerDutyLink>? Links { get; init; }

    /// <summary>What PagerDuty takes: 512 KB.</summary>
    public const int MostBytes = 512_000;

    /// <summary>The body to post. Over <see cref="MostBytes"/> the details are left out, and a field says so.</summary>
    public byte[] ToJson()
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(this, PagerDutyJson.Default.PagerDutyEvent);
        if (whole.Length <= MostBytes || Payload is null)
        {
            return whole;
        }

        var why = $"The details were left out: with them the event was {whole.Length} bytes long and PagerDuty takes {MostBytes}.";
        var lean = this with { Payload = Payload with { CustomDetails = new PagerDutyDetails { Omitted = why } } };
        return JsonSerializer.SerializeToUtf8Bytes(lean, PagerDutyJson.Default.PagerDutyEvent);
    }
}

internal sealed record PagerDutyPayload
{
    public required string Summary { get; init; }

    public required string Source { get; init; }

    /// <summary><c>critical</c>, <c>error</c>, <c>warning</c> or <c>info</c>.</summary>
    public required string Severity { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public string? Group { get; init; }

    public PagerDutyDetails? CustomDetails { get; init; }
}

/// <summary>What a person reads below the summary.</summary>
internal sealed record PagerDutyDetails
{
    public string? Incident { get; init; }

    public string? Status { get; init; }

    public string? WhatHappened { get; init; }

    public string? Alerts { get; init; }

    public IReadOnlyList<string>? Services { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public string? RootCause { get; init; }

    public IReadOnlyList<string>? Causes { get; init; }

    public IReadOnlyList<string>? ChangedBefore { get; init; }

    public IReadOnlyList<string>? Impact { get; init; }

    /// <summary>What a person may consider; the first ones.</summary>
    public IReadOnlyList<string>? Suggestions { get; init; }

    public IReadOnlyList<string>? Evidence { get; init; }

    public IReadOnlyList<string>? EvidenceMissing { get; init; }

    public IReadOnlyList<string>? StepsGivenUp { get; init; }

    /// <summary>Why there are no details.</summary>
    public string? Omitted { get; init; }
}

internal sealed record PagerDutyLink(string Href, string Text);

/// <summary>How PagerDuty says no.</summary>
internal sealed record PagerDutyRefusal(string? Status, string? Message, IReadOnlyList<string>? Errors);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PagerDutyEvent))]
[JsonSerializable(typeof(PagerDutyRefusal))]
internal sealed partial class PagerDutyJson : JsonSerializerContext;
