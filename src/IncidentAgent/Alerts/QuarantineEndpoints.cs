using IncidentAgent.Access;
using IncidentAgent.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentAgent.Alerts;

/// <summary>What senders delivered and the agent could not use.</summary>
internal static class QuarantineEndpoints
{
    public static void MapQuarantine(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/quarantine", List)
        .Require(Role.Operator)
        .WithTags("Alerts")
        .WithSummary("What could not be used, newest first, each with the reason.");

    private static Results<Ok<QuarantineList>, ProblemHttpResult> List(IIncidentStore store, int limit = 100) => limit is < 1 or > 1000
        ? TypedResults.Problem($"limit is {limit}; it must be between 1 and 1000.", statusCode: StatusCodes.Status400BadRequest)
        : TypedResults.Ok(new QuarantineList(
            [.. store.Quarantine(limit).Select(one => new QuarantineItem(one.Id, one.Source, one.Reason, one.Body, one.FirstSeen, one.LastSeen, one.Times))]));
}

internal sealed record QuarantineList(IReadOnlyList<QuarantineItem> Quarantine);

/// <param name="Id">Its number.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Reason">Names the field and what is wrong with it.</param>
/// <param name="Body">What was sent.</param>
/// <param name="FirstSeen">When it came first.</param>
/// <param name="LastSeen">When it came last.</param>
/// <param name="Times">How often it came.</param>
internal sealed record QuarantineItem(
    long Id, string Source, string Reason, string Body, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int Times);
