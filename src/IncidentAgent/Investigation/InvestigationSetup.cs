using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.Sources;
using IncidentAgent.Investigation.Summary;
using IncidentAgent.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation;

internal static class InvestigationSetup
{
    /// <summary>
    /// Adds the <see cref="Investigator"/> and those sources that have an address: <c>Prometheus:Url</c>, <c>Loki:Url</c>, <c>Jaeger:Url</c>,
    /// <c>Alertmanager:Url</c>; GitHub where it has a repository.
    /// </summary>
    public static IHostApplicationBuilder AddInvestigation(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptionsWithValidateOnStart<InvestigationOptions, InvestigationOptionsValidator>()
            .BindConfiguration(InvestigationOptions.Section);
        builder.Services.TryAddSingleton<AgentMetrics>();
        builder.Services.AddSingleton<Investigator>();
        if (builder.HasAny(InvestigationOptions.Section, nameof(InvestigationOptions.Calls)))
        {
            builder.Services.AddSingleton<IEvidenceSource, ConfiguredCalls>();
        }

        builder.AddSourceAt<PrometheusSource, PrometheusOptions, PrometheusOptionsValidator>(PrometheusSource.SourceName, PrometheusOptions.Section);
        builder.AddSourceAt<LokiSource, LokiOptions, LokiOptionsValidator>(LokiSource.SourceName, LokiOptions.Section);
        builder.AddSourceAt<AlertmanagerSource, AlertmanagerOptions, AlertmanagerOptionsValidator>(
            AlertmanagerSource.SourceName, AlertmanagerOptions.Section);
        if (builder.AddSourceAt<JaegerSource, JaegerOptions, JaegerOptionsValidator>(JaegerSource.SourceName, JaegerOptions.Section))
        {
            builder.Services.AddSingleton<IEvidenceSource, JaegerCalls>();
        }

        if (builder.HasAny(GitHubOptions.Section, nameof(GitHubOptions.Repositories)) || builder.HasValue(GitHubOptions.Section, nameof(GitHubOptions.Repository)))
        {
            builder.AddSource<GitHubSource, GitHubOptions, GitHubOptionsValidator>(GitHubSource.SourceName, GitHubOptions.Section);
        }

        builder.Services.AddOptionsWithValidateOnStart<RemediationOptions, RemediationOptionsValidator>().BindConfiguration(RemediationOptions.Section);
        // Read for the first incident: a start does not wait for it, and a file of the user's is checked with the options.
        builder.Services.AddSingleton(services => new Lazy<Catalogue>(() => Catalogue.Of(services.GetRequiredService<IOptions<RemediationOptions>>().Value)));
        builder.AddLanguageModel();
        builder.Services.AddSingleton<SummaryWriter>();
        return builder;
    }

    /// <summary>Adds the source where it has an address.</summary>
    private static bool AddSourceAt<TSource, TOptions, TValidator>(this IHostApplicationBuilder builder, string name, string section)
        where TSource : class, IEvidenceSource
        where TOptions : SourceOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        var hasAddress = builder.HasValue(section, nameof(SourceOptions.Url));
        if (hasAddress)
        {
            builder.AddSource<TSource, TOptions, TValidator>(name, section);
        }

        return hasAddress;
    }

    private static void AddSource<TSource, TOptions, TValidator>(this IHostApplicationBuilder builder, string name, string section)
        where TSource : class, IEvidenceSource
        where TOptions : SourceOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        builder.Services.AddOptionsWithValidateOnStart<TOptions, TValidator>().BindConfiguration(section);
        builder.Services.AddSingleton<IEvidenceSource, TSource>();
        builder.Services.AddHttpClient(name)
            .ConfigureHttpClient((services, http) => SourceClient.Configure(http, services.GetRequiredService<IOptions<TOptions>>().Value))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers()
            .AddResilienceHandler(
                name, (pipeline, context) => SourceResilience.Configure(pipeline, context.ServiceProvider.GetRequiredService<TimeProvider>()));
    }

    private static bool HasValue(this IHostApplicationBuilder builder, string section, string key) =>
        !string.IsNullOrWhiteSpace(builder.Configuration[$"{section}:{key}"]);

    private static bool HasAny(this IHostApplicationBuilder builder, string section, string key) =>
        builder.Configuration.GetSection($"{section}:{key}").GetChildren().Any();
}
