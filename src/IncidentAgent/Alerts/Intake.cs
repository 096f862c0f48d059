using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>The way of a request from its bytes to its answer, the same for every sender's format.</summary>
internal sealed class Intake(
    IntakeGate gate, IncidentRouter incidents, IIncidentStore store, IOptions<IntakeOptions> options, AgentMetrics metrics, TimeProvider time)
{
    public async Task<IResult> AcceptAsync(
        HttpContext context, string route, Func<JsonElement, string, IntakeOptions, ParsedPayload> read, bool signed = false)
    {
        var began = time.GetTimestamp();
        var outcome = IntakeOutcome.Failed;
        try
        {
            var answer = await AnswerAsync(context, route, read, signed);
            var status = (answer as IStatusCodeHttpResult)?.StatusCode;
            if (status >= 400)
            {
                metrics.Refused(status.Value);
            }

            outcome = OutcomeOf(status);
            return answer;
        }
        catch when (context.RequestAborted.IsCancellationRequested)
        {
            outcome = IntakeOutcome.Rejected;
            throw;
        }
        finally
        {
            metrics.Answered(route, outcome, time.GetElapsedTime(began));
        }
    }

    private static IntakeOutcome OutcomeOf(int? status) => status switch
    {
        < 400 => IntakeOutcome.Accepted,
        < 500 => IntakeOutcome.Rejected,
        StatusCodes.Status503ServiceUnavailable => IntakeOutcome.Refused,
        _ => IntakeOutcome.Failed,
    };

    private async Task<IResult> AnswerAsync(
        HttpContext context, string route, Func<JsonElement, string, IntakeOptions, ParsedPayload> read, bool signed)
    {
        using var pass = gate.TryEnter();
        if (pass is null)
        {
            return Overloaded(context, "Too many requests are waiting to be stored.");
        }

        var (body, status) = await RequestBody.ReadAsync(context.Request, pass, options.Value.MaxBodyBytes, context.RequestAborted);
        if (body is null)
        {
            return status switch
            {
                StatusCodes.Status413PayloadTooLarge => TypedResults.Problem(
                    $"The request is larger than {options.Value.MaxBodyBytes} bytes (Intake:MaxBodyBytes). Send fewer alerts at once.", statusCode: status),
                StatusCodes.Status503ServiceUnavailable => Overloaded(context, "Too many bytes are waiting to be stored."),
                _ => TypedResults.Problem("The request's body broke off.", statusCode: status),
            };
        }

        if (signed && Unsigned(context.Request, body) is { } why)
        {
            return TypedResults.Problem(why, statusCode: StatusCodes.Status401Unauthorized);
        }

        var source = context.User.FindFirstValue(ClaimTypes.Name) ?? route;
        ParsedPayload payload;
        try
        {
            if (!Utf8.IsValid(body))
            {
                return TypedResults.Problem("The request's body is not valid UTF-8.", statusCode: StatusCodes.Status400BadRequest);
            }

            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = options.Value.MaxNesting });
            payload = read(document.RootElement, source, options.Value);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for half of a surrogate pair; inside an alert it costs only that alert.
            return TypedResults.Problem("The request's body holds an escape that is not valid Unicode.", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (JsonException e)
        {
            return TypedResults.Problem($"The request's body is not JSON that can be read: {e.Message}", statusCode: StatusCodes.Status400BadRequest);
        }

        // From here on nothing is cancelled when the sender hangs up: what is on its way to the disk may be stored, and is recognised when sent again.
        return await StoreAsync(context, payload, source, body);
    }

    private async Task<IResult> StoreAsync(HttpContext context, ParsedPayload payload, string source, byte[] body)
    {
        var now = time.GetUtcNow();
        Quarantined[] refused = payload.Error is { } error
            ? [new Quarantined(source, error, body, now)]
            : [.. payload.Refused.Select(alert => new Quarantined(source, alert.Reason, Encoding.UTF8.GetBytes(alert.Json), now))];
        IReadOnlyList<long> quarantined = [];
        if (refused.Length > 0)
        {
            if (await store.QuarantineAsync(refused) is not { } kept)
            {
                return Overloaded(context, "The store cannot be written to right now.");
            }

            quarantined = kept;
            metrics.Quarantined(payload.Error is null ? payload.Refused.Sum(alert => alert.Alerts) : 1);
            if (payload.Alerts.Count == 0)
            {
                return TypedResults.Problem(
                    $"{refused[0].Reason}. {(refused.Length == 1 ? "It is" : $"This and {refused.Length - 1} more are")} kept under GET /api/quarantine.",
                    statusCode: StatusCodes.Status422UnprocessableEntity,
                    extensions: [new("quarantine", quarantined[0])]);
            }
        }

        var observed = await incidents.ObserveAsync(payload.Alerts, source, body);
        if (observed.Written is not Written.Stored)
        {
            return Overloaded(context, observed.Written is Written.StoreDown ? "The store cannot be written to right now." : "Too much is waiting to be stored.");
        }

        metrics.Accepted(observed.Observed.Sum(one => one.Alerts), observed.Observed.Sum(one => one.Duplicates));
        return TypedResults.Json(
            new DeliveryAnswer([.. observed.Observed.Select(one => new DeliveredTo(one.Incident, one.Status, one.Alerts, one.Duplicates))], payload.Refused.Sum(alert => alert.Alerts)),
            AgentJson.Default.DeliveryAnswer, statusCode: StatusCodes.Status202Accepted);
    }

    private string? Unsigned(HttpRequest request, byte[] body)
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
}
