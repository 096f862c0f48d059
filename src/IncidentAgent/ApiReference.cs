using IncidentAgent.Incidents;
using IncidentAgent.Telemetry;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace IncidentAgent;

/// <summary>The description of the HTTP API, and the page that shows it. The page is served whole by the agent and talks to nobody else.</summary>
internal static class ApiReference
{
    private const string Page = "/docs";

    public static void AddApiReference(this IHostApplicationBuilder builder) => builder.Services.AddOpenApi(api =>
    {
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "IncidentAgent";
            document.Info.Version = typeof(ApiReference).Assembly.GetName().Version?.ToString(3);
            document.Info.Description = "Takes alerts, tells people, gathers evidence, writes the postmortem.";
            return TelemetrySetup.DescribeMetrics(document);
        });
        api.AddSchemaTransformer((schema, context, _) =>
        {
            // Both are written by converters of ours, of which nothing but the words "any value" can be read.
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(IncidentId))
            {
                schema.Type = JsonSchemaType.String;
                schema.Pattern = "^INC-[0-9]{6,}$";
                schema.Examples = ["INC-000042"];
            }
            else if (type == typeof(DateTimeOffset))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "date-time";
            }

            return Task.CompletedTask;
        });
    });

    /// <summary>In a branch of their own, whose endpoints are made for its first request: none of them is needed to take alerts.</summary>
    public static void UseApiReference(this IApplicationBuilder app) => app.MapWhen(IsAsked, reference => reference.UseRouting().UseEndpoints(routes =>
    {
        routes.MapOpenApi();
        routes.MapScalarApiReference(Page, page => page
            .WithTitle("IncidentAgent API").DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton());
    }));

    private static bool IsAsked(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Page) || context.Request.Path.StartsWithSegments("/openapi");
}
