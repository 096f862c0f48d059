using System.Diagnostics.Metrics;
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

    /// <summary>Enough for 100 destinations in each state, and 40 KiB an instrument instead of 160.</summary>
    private static readonly MetricStreamConfiguration SeriesByDestination = new() { CardinalityLimit = 500 };

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
            .WithMetrics(metrics => metrics.AddMeter(AgentMetrics.MeterName, RuntimeMeter).AddPrometheusExporter());
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) =>
        {
            var own = services.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument => StreamOf(instrument, own));
        });
        if (!string.IsNullOrEmpty(builder.Configuration[OtlpEndpoint]))
        {
            telemetry.UseOtlpExporter().WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());
        }
    }

    /// <summary>Meters are listened to by name in the whole process: another agent's in it, as tests start them, are not this one's to count.</summary>
    private static MetricStreamConfiguration StreamOf(Instrument instrument, IMeterFactory own)
    {
        if (instrument.Meter.Name == RuntimeMeter)
        {
            return FewSeries;
        }

        return ReferenceEquals(instrument.Meter.Scope, own) ? SeriesByDestination : MetricStreamConfiguration.Drop;
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
