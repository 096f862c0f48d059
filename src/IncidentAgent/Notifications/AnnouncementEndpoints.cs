using IncidentAgent.Access;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentAgent.Notifications;

/// <summary>Who was told what, and what became of it.</summary>
internal static class AnnouncementEndpoints
{
    public static void MapAnnouncements(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/announcements", List)
        .Require(Role.Operator)
        .WithTags("Notifications")
        .WithSummary("What was announced or waits to be, newest first. state=dead lists the dead letters.");

    private static Results<Ok<AnnouncementList>, ProblemHttpResult> List(
        IIncidentStore store, string? destination, string? state, int limit = 100)
    {
        AnnouncementState wanted = default;
        if (state is not null && (!Enum.TryParse(state, ignoreCase: true, out wanted) || !Enum.IsDefined(wanted) || !state.All(char.IsAsciiLetter)))
        {
            return TypedResults.Problem(
                $"state is '{state}'; it must be one of {string.Join(", ", Enum.GetNames<AnnouncementState>()).ToLowerInvariant()}.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        return limit is < 1 or > 1000
            ? TypedResults.Problem($"limit is {limit}; it must be between 1 and 1000.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(new AnnouncementList(
                [.. store.Announcements(limit, destination, state is null ? null : wanted).Select(AnnouncementView.Of)]));
    }
}

internal sealed record AnnouncementList(IReadOnlyList<AnnouncementView> Announcements);

/// <param name="Incident">The incident it is about.</param>
/// <param name="Destination">Who is told.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">What happened, in a line.</param>
/// <param name="State">What became of it.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="SentAt">When the destination had it.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why the last attempt did not deliver it.</param>
internal sealed record AnnouncementView(
    IncidentId Incident, string Destination, AnnouncementKind Kind, string Text, AnnouncementState State, DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt, int Attempts, string? Reason)
{
    public static AnnouncementView Of(AnnouncementRecord record) => new(
        record.Incident, record.Destination, record.Kind, record.Text, record.State, record.CreatedAt, record.SentAt, record.Attempts, record.Reason);
}
