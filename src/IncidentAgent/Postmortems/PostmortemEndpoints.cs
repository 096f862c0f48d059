using IncidentAgent.Access;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;

namespace IncidentAgent.Postmortems;

/// <summary>Reading the postmortem of an incident.</summary>
internal static class PostmortemEndpoints
{
    public static void MapPostmortems(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/incidents/{id}/postmortem", Get)
        .Require(Role.Operator)
        .WithTags("Postmortems")
        .WithSummary("The postmortem: Markdown, or JSON when 'Accept: application/json' asks for it.")
        .Produces<string>(StatusCodes.Status200OK, "text/markdown")
        .Produces<PostmortemDocument>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Get(string id, IIncidentStore store, HttpRequest request)
    {
        if (!IncidentId.TryParse(id, null, out var known) || store.Head(known) is null)
        {
            return TypedResults.Problem($"There is no incident {id}.", statusCode: StatusCodes.Status404NotFound);
        }

        if (store.Postmortem(known) is not { } stored)
        {
            return TypedResults.Problem(
                $"The postmortem of {known} is written when the incident is resolved.", statusCode: StatusCodes.Status404NotFound);
        }

        var wantsJson = request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "application/json");
        return wantsJson
            ? TypedResults.Text(stored.Json, "application/json")
            : TypedResults.Text(stored.Markdown, "text/markdown; charset=utf-8");
    }
}
