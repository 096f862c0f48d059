using IncidentAgent.Access;
using IncidentAgent.Incidents;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Alerts;

/// <summary>Where senders deliver alerts. A 2xx answer is given only after the alerts are on the disk.</summary>
internal static class WebhookEndpoints
{
    /// <summary>A sender that names another type, or none, is read all the same: 415 would be final for it.</summary>
    private const string AnyType = "*/*";

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        // Taken here and not in the handlers' parameters, for which every request would open a scope of services.
        var intake = routes.ServiceProvider.GetRequiredService<Intake>();
        var isSigned = routes.ServiceProvider.GetRequiredService<IOptions<IntakeOptions>>().Value.EventsSecret is not null;
        // As functions that are described: what only takes a context would be taken for a handler of which the API's description says nothing.
        var webhooks = routes.MapGroup("/webhook").WithTags("Webhooks");
        Describe(webhooks.MapPost("/alertmanager", (Func<HttpContext, Task>)AcceptAlertmanager))
            .Accepts<AlertmanagerPayload>("application/json", AnyType)
            .Require(Role.Sender)
            .WithSummary("Takes a notification of Alertmanager's webhook_configs (version 4).");
        var events = Describe(webhooks.MapPost("/events", (Func<HttpContext, Task>)AcceptEvents))
            .Accepts<EventsPayload>("application/json", AnyType)
            .WithSummary("Takes alerts of any other sender, signed as Standard Webhooks describes when Intake:EventsSecret is set.");
        if (!isSigned)
        {
            events.Require(Role.Sender);
        }

        Task AcceptAlertmanager(HttpContext context) => intake.AcceptAsync(context, AlertmanagerFormat.Instance);

        Task AcceptEvents(HttpContext context) => intake.AcceptAsync(context, EventsFormat.Instance, isSigned);

        static RouteHandlerBuilder Describe(RouteHandlerBuilder route) => route
            .WithMetadata(new AnswersInFull())
            .Produces<DeliveryAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>Of an endpoint: whatever it answers has a body, also where something fails.</summary>
internal sealed record AnswersInFull;

/// <summary>What a delivery came to; for the API's description, since it is written as <see cref="AcceptedDelivery"/> does.</summary>
/// <param name="Incidents">The incidents its alerts belong to; empty when it held no alert, or only the end of alerts never seen.</param>
/// <param name="Quarantined">How many of its alerts could not be used and were kept aside.</param>
internal sealed record DeliveryAnswer(IReadOnlyList<DeliveredTo> Incidents, int Quarantined);

/// <param name="Id">The incident.</param>
/// <param name="Status">Its status afterwards.</param>
/// <param name="Alerts">How many of this delivery's alerts belong to it.</param>
/// <param name="Duplicates">How many of those changed nothing.</param>
internal sealed record DeliveredTo(IncidentId Id, IncidentStatus Status, int Alerts, int Duplicates);
