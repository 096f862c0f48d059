using IncidentAgent.Access;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentAgent.Telemetry;

internal static class TelemetrySetup
{
    /// <summary>OpenTelemetry's own setting: where it is given, metrics and traces are sent there over OTLP.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

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
            .WithMetrics(metrics => metrics.AddMeter(AgentMetrics.MeterName).AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration[OtlpEndpoint]))
        {
            telemetry.UseOtlpExporter().WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());
        }
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<BacklogMetrics>();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(AccessSetup.Sender);
        app.MapHealth();
    }
}
