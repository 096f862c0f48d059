using IncidentAgent.Access;
using IncidentAgent.Alerts;
using IncidentAgent.Cluster;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Changes;
using IncidentAgent.Notifications;
using IncidentAgent.Postmortems;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentAgent;

/// <summary>The agent's stages, in the order in which an alert passes them.</summary>
internal static class AgentSetup
{
    /// <summary>How long a stopping agent lets what it has begun come to its end.</summary>
    private static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(30);

    /// <summary>Of a note, for example; a webhook's request has limits of its own.</summary>
    private const long MostBytesOfAnAction = 1 << 20;

    public static void AddIncidentAgent(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainFor);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<UnreadableRequest>();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.AddApiReference();
        builder.Services.ConfigureHttpJsonOptions(json => AgentJson.Use(json.SerializerOptions));

        builder.AddReadableLogging();
        builder.AddTelemetry();
        builder.AddAccess();
        builder.AddAnalysis();
        builder.AddIntake();
        builder.AddStorage();
        builder.AddEmbeddedSilo();
        builder.AddIncidents();
        builder.Services.AddHostedService<OutboxPump>();
    }

    /// <summary>What it takes to say what the agent would do, without doing it: limits, correlation, sources, destinations and routing.</summary>
    public static void AddAnalysis(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<IntakeOptions, IntakeOptionsValidator>().BindConfiguration(IntakeOptions.Section);
        builder.Services.AddOptionsWithValidateOnStart<IncidentOptions, IncidentOptionsValidator>().BindConfiguration(IncidentOptions.Section);
        builder.AddInvestigation();
        builder.AddNotifications();
    }

    /// <exception cref="OptionsValidationException">A setting is wrong; all that are wrong are named.</exception>
    /// <exception cref="StartRefusedException">The agent must not, or cannot, start as it is configured.</exception>
    public static void MapIncidentAgent(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        AccessSetup.RefuseOpenDoors(app.Configuration, app.Services.GetRequiredService<IOptions<AccessOptions>>().Value);

        // What each of them would hold on to for every request is of no use to an endpoint that answers in full.
        app.UseWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<AnswersInFull>() is null, rest => rest.UseExceptionHandler().UseStatusCodePages());
        app.UseMiddleware<AccessGate>();

        app.MapWebhooks();
        app.MapQuarantine();
        app.MapIncidents();
        app.MapAnnouncements();
        app.MapChanges();
        app.MapPostmortems();
        app.MapTelemetry();
        app.UseApiReference();
    }

    private static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IntakeGate>();
        builder.Services.AddSingleton<Intake>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytesOfAnAction;
        });
    }

    private static void AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<StorageOptions, StorageOptionsValidator>().BindConfiguration(StorageOptions.Section);
        builder.Services.AddSingleton<Retention>();
        builder.Services.AddSingleton<IIncidentStore, SqliteStore>();
    }

    private static void AddIncidents(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkQueue>();
        builder.Services.AddSingleton<IncidentPolicies>();
        builder.Services.AddSingleton<IncidentWriters>();
        builder.Services.AddSingleton<KnownDeliveries>();
        builder.Services.AddSingleton<IncidentRouter>();
        builder.Services.AddSingleton<IEvidenceSource, ReportedChanges>();
        builder.Services.AddHostedService<StepPump>();
    }
}
