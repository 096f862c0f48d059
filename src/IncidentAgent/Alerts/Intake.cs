using IncidentAgent.Access;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>The way of a request from its bytes to its answer, the same for every sender's format.</summary>
internal sealed partial class Intake(
    IntakeGate gate, KnownDeliveries known, IncidentRouter incidents, IIncidentStore store, IOptions<IntakeOptions> options, AgentMetrics metrics,
    TimeProvider time, ILogger<Intake> logger)
{
    /// <summary>Takes a delivery and answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="format">How its alerts are written.</param>
    /// <param name="signed">Whether who sends it is known by its signature alone.</param>
    public async Task AcceptAsync(HttpContext context, AlertFormat format, bool signed = false)
    {
        var began = time.GetTimestamp();
        IResult? answer = null;
        try
        {
            using var pass = gate.TryEnter(verified: !signed);
            if (pass is null)
            {
                answer = Overloaded(context, "Too many requests are waiting to be stored.");
            }
            else
            {
                var body = await RequestBody.ReadAsync(context.Request, pass, options.Value.MaxBodyBytes, context.RequestAborted);
                answer = AtOnce(context, format, signed, pass, body, out var payload);

                // From here on nothing is cancelled when the sender hangs up: what is on its way to the disk may be stored, and is recognised when sent again.
                if (answer is null && payload.HasFaults)
                {
                    answer = await QuarantineAsync(context, payload, SourceOf(context, format), body.Bytes);
                }

                if (answer is null)
                {
                    var observed = await incidents.ObserveAsync(payload.Alerts);
                    if (observed.Written is Written.Moved)
                    {
                        observed = await incidents.FollowAsync(payload.Alerts);
                    }

                    answer = Concluded(context, format, body, payload, observed);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // There is nobody left to answer.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e)
        {
            // Here and not in a handler around every delivery, which would have to wait for each.
            Failed(e);
            answer = TypedResults.Problem("A defect of the agent; its log says more. Send it again.", statusCode: StatusCodes.Status500InternalServerError);
        }

        var status = (answer as IStatusCodeHttpResult)?.StatusCode;
        if (status is >= StatusCodes.Status400BadRequest and not StatusCodes.Status500InternalServerError)
        {
            metrics.Refused(status.Value);
        }

        metrics.Answered(format.Route, OutcomeOf(status), time.GetElapsedTime(began));
        if (answer is not null)
        {
            await answer.ExecuteAsync(context);
        }
    }

    /// <summary>What can be answered without the store: what is refused, and what is known.</summary>
    private IResult? AtOnce(HttpContext context, AlertFormat format, bool signed, IntakeGate.Pass pass, RequestBody body, out ParsedPayload payload)
    {
        payload = ParsedPayload.Nothing;
        if (body.Status is not StatusCodes.Status200OK)
        {
            return Unread(context, body.Status);
        }

        if (signed && Unsigned(context.Request, body.Bytes.Span) is { } why)
        {
            return TypedResults.Problem(why, statusCode: StatusCodes.Status401Unauthorized);
        }

        pass.Verified();

        var source = SourceOf(context, format);
        if (known.Recognise(format.Route, source, body.Bytes.Span) is { } repeated)
        {
            body.Return();
            return Accepted(repeated, 0);
        }

        return AlertReader.TryRead(body.Bytes, source, format, options.Value, out payload, out var unreadable)
            ? null
            : TypedResults.Problem(unreadable, statusCode: StatusCodes.Status400BadRequest);
    }

    private IResult Concluded(HttpContext context, AlertFormat format, RequestBody body, ParsedPayload payload, ObserveReply observed)
    {
        if (observed.Written is not Written.Stored)
        {
            return Overloaded(
                context, observed.Written is Written.StoreDown ? "The store cannot be written to right now." : "Too much is waiting to be stored.");
        }

        if (!payload.HasFaults && IsRepetition(payload, observed))
        {
            known.Remember(format.Route, SourceOf(context, format), body.Bytes.Span, payload.Alerts);
        }

        body.Return();
        return Accepted(observed.Observed, payload.Quarantined);
    }

    private static string SourceOf(HttpContext context, AlertFormat format) => Caller.Of(context)?.Name ?? format.Route;

    /// <param name="status">Of the answer; <see langword="null"/> when there is none because the sender has hung up.</param>
    private static IntakeOutcome OutcomeOf(int? status) => status switch
    {
        null => IntakeOutcome.Rejected,
        < 400 => IntakeOutcome.Accepted,
        < 500 => IntakeOutcome.Rejected,
        StatusCodes.Status503ServiceUnavailable => IntakeOutcome.Refused,
        _ => IntakeOutcome.Failed,
    };

    /// <summary>Keeps what cannot be used.</summary>
    /// <returns>The answer, when nothing of the payload can be used or it could not be kept; else <see langword="null"/>.</returns>
    private async Task<IResult?> QuarantineAsync(HttpContext context, ParsedPayload payload, string source, ReadOnlyMemory<byte> body)
    {
        var now = time.GetUtcNow();
        Quarantined[] refused = payload.Error is { } error
            ? [new Quarantined(source, error, body, now)]
            : [.. payload.Refused.Select(alert => new Quarantined(source, alert.Reason, alert.Json, now))];
        if (await store.QuarantineAsync(refused) is not { } kept)
        {
            return Overloaded(context, "The store cannot be written to right now.");
        }

        metrics.Quarantined(payload.Error is null ? payload.Quarantined : 1);
        return payload.Alerts.Length > 0 ? null : TypedResults.Problem(
            $"{refused[0].Reason}. {(refused.Length == 1 ? "It is" : $"This and {refused.Length - 1} more are")} kept under GET /api/quarantine.",
            statusCode: StatusCodes.Status422UnprocessableEntity,
            extensions: [new("quarantine", kept[0])]);
    }

    /// <summary>Every alert was known, and the delivery's bytes say so for the next time.</summary>
    private static bool IsRepetition(ParsedPayload payload, ObserveReply reply)
    {
        var known = 0;
        for (var index = 0; index < reply.Observed.Count; index++)
        {
            known += reply.Observed[index].Duplicates;
        }

        return known == payload.Alerts.Length;
    }

    private AcceptedDelivery Accepted(IReadOnlyList<Observed> observed, int quarantined)
    {
        var (alerts, duplicates) = (0, 0);
        for (var index = 0; index < observed.Count; index++)
        {
            alerts += observed[index].Alerts;
            duplicates += observed[index].Duplicates;
        }

        metrics.Accepted(alerts, duplicates);
        return new AcceptedDelivery(observed, quarantined);
    }

    private IResult Unread(HttpContext context, int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => TypedResults.Problem(
            $"The request is larger than {options.Value.MaxBodyBytes} bytes (Intake:MaxBodyBytes). Send fewer alerts at once.", statusCode: status),
        StatusCodes.Status503ServiceUnavailable => Overloaded(context, "Too many bytes are waiting to be stored."),
        _ => TypedResults.Problem("The request's body broke off.", statusCode: status),
    };

    private string? Unsigned(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var verdict = StandardWebhooks.Verify(
            options.Value.EventsSecret!, request.Headers[StandardWebhooks.IdHeader], request.Headers[StandardWebhooks.TimestampHeader],
            request.Headers[StandardWebhooks.SignatureHeader], body, time.GetUtcNow());
        return verdict switch
        {
            WebhookVerdict.Genuine => null,
            WebhookVerdict.HeaderMissing => "Send the headers webhook-id, webhook-timestamp and webhook-signature.",
            WebhookVerdict.TimestampUnreadable => "webhook-timestamp must be whole seconds since 1970.",
            WebhookVerdict.TooOld => "webhook-timestamp is more than 5 minutes old: sign each request when it is sent.",
            WebhookVerdict.FromTheFuture => "webhook-timestamp is more than 5 minutes ahead: set the sender's clock.",
            _ => "webhook-signature does not belong to this body: sign 'id.timestamp.body' with the secret of Intake:EventsSecret.",
        };
    }

    /// <summary>503 and not 429: Alertmanager tries again after a 5xx and gives up for good after any 4xx.</summary>
    private static IResult Overloaded(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem($"{detail} Send it again.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    [LoggerMessage(LogLevel.Error, "A delivery could not be handled; its sender is told to send it again")]
    private partial void Failed(Exception e);
}
