namespace IncidentAgent;

/// <summary>The agent's stages, in the order in which an alert passes them.</summary>
internal static class AgentSetup
{
    public static void AddIncidentAgent(this WebApplicationBuilder builder) => builder.Services.AddProblemDetails();

    public static void MapIncidentAgent(this WebApplication app) => app.MapGet("/health/live", () => TypedResults.Ok());
}
