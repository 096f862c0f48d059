using IncidentAgent.Telemetry;

namespace IncidentAgent.Access;

/// <summary>
/// Lets a request through to an endpoint that asks for a role only when its credential has it, and says to any endpoint who is calling. It stands in the
/// place of ASP.NET's authentication and authorization, which cost a request more than all the rest of its way.
/// </summary>
internal sealed class AccessGate(RequestDelegate next, Credentials credentials, AgentMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        var caller = credentials.Find(context.Request.Headers.Authorization);
        if (caller is not null)
        {
            context.User = caller;
        }

        return context.GetEndpoint()?.Metadata.GetMetadata<RequiredRole>() is not { Role: var role } || caller?.May(role) == true ? next(context)
            : caller is null ? RefuseStranger(context)
            : TypedResults.Problem(
                "This credential may deliver alerts only. Use one whose Role is Operator.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
    }

    private Task RefuseStranger(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/webhook"))
        {
            metrics.Refused(StatusCodes.Status401Unauthorized);
        }

        context.Response.Headers.WWWAuthenticate = new[] { "Bearer", "Basic realm=\"IncidentAgent\", charset=\"UTF-8\"" };
        return TypedResults.Problem(
            "Send 'Authorization: Bearer <token>' or basic credentials that are configured under Access:Credentials.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}

/// <summary>What an endpoint asks of who calls it.</summary>
internal sealed record RequiredRole(Role Role);

internal static class RequiredRoles
{
    public static TBuilder Require<TBuilder>(this TBuilder endpoints, Role role)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new RequiredRole(role));
}
