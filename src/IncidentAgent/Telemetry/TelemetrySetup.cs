using IncidentAgent.Access;
using Microsoft.OpenApi;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentAgent.Telemetry;

internal static class TelemetrySetup
{
    /// <summary>OpenTelemetry's own setting: where it is given, metrics and traces are sent there over OTLP.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>.NET's own: memory, garbage collection, threads, processor time.</summary>
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Room is taken for all series an instrument may have, by default for 2000: 3 MiB for those of .NET, which have a handful each.</summary>
    private static readonly MetricStreamConfiguration FewSeries = new() { CardinalityLimit = 50 };

    private const string ServiceName = "incident-agent";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AgentMetrics>();
        builder.Services.AddSingleton<BacklogMetrics>();
        builder.Services.AddSingleton<HealthCheck>();
        builder.Services.AddSingleton<SiloStatus>();
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<SiloStatus>());
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName))
            .WithMetrics(metrics => metrics
                .AddMeter(AgentMetrics.MeterName, RuntimeMeter)
                .AddView(instrument => instrument.Meter.Name == RuntimeMeter ? FewSeries : null)
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration[OtlpEndpoint]))
        {
            telemetry.UseOtlpExporter().WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());
        }
    }

    /// <summary>The exporter's endpoint describes nothing of itself.</summary>
    public static Task DescribeMetrics(OpenApiDocument document)
    {
        var scrape = new OpenApiOperation
        {
            Summary = "What the agent counts about itself, in Prometheus' text.",
            Responses = new OpenApiResponses
            {
                ["200"] = new OpenApiResponse
                {
                    Description = "OK",
                    Content = new Dictionary<string, OpenApiMediaType> { ["text/plain"] = new() },
                },
            },
        };
        document.Paths["/metrics"] = new OpenApiPathItem { Operations = new() { [HttpMethod.Get] = scrape } };
        return Task.CompletedTask;
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<BacklogMetrics>();
        app.MapPrometheusScrapingEndpoint("/metrics").Require(Role.Sender);
        app.MapHealth();
    }
}
