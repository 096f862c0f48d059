using IncidentAgent.Alerts;

namespace IncidentAgent.StandIns;

public sealed record WebhookStandInOptions
{
    /// <summary>What requests must be signed with; base64 with <c>whsec_</c> in front.</summary>
    public string Secret { get; init; } = "whsec_c3RhbmQtaW4gc2VjcmV0IG9mIDMyIGJ5dGVzIGxvbmc=";

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>
/// A receiver of Standard Webhooks that does it by the book: checks the signature and the time, and takes an event whose <c>webhook-id</c> it knows
/// without acting on it again.
/// </summary>
public sealed class WebhookStandIn : StandIn
{
    private readonly WebhookStandInOptions _options;
    private readonly List<Exchange> _events = [];

    private WebhookStandIn(WebhookStandInOptions options)
        : base(options.Time) => _options = options;

    /// <summary>The genuine events, each once however often it came.</summary>
    public IReadOnlyList<Exchange> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    public static async Task<WebhookStandIn> StartAsync(WebhookStandInOptions? options = null, CancellationToken cancellation = default)
    {
        var standIn = new WebhookStandIn(options ?? new WebhookStandInOptions());
        await standIn.ListenAsync(cancellation).ConfigureAwait(false);
        return standIn;
    }

    private protected override string? KeyOf(Exchange request) => request.Headers.GetValueOrDefault(StandardWebhooks.IdHeader);

    private protected override Answer Handle(Exchange request)
    {
        var verdict = StandardWebhooks.Verify(
            _options.Secret,
            request.Key,
            request.Headers.GetValueOrDefault(StandardWebhooks.TimestampHeader),
            request.Headers.GetValueOrDefault(StandardWebhooks.SignatureHeader),
            request.RawBody.Span,
            Now);
        if (verdict is not WebhookVerdict.Genuine)
        {
            return new Answer(401, $$"""{"error":"{{verdict}}"}""");
        }

        lock (_events)
        {
            if (_events.TrueForAll(known => known.Key != request.Key))
            {
                _events.Add(request);
            }
        }

        return new Answer(204);
    }
}
