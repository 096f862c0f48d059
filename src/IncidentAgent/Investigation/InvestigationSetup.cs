using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.Sources;
using IncidentAgent.Investigation.Summary;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Investigation;

internal static class InvestigationSetup
{
    /// <summary>Adds the <see cref="Investigator"/> and those sources that have an address: <c>Prometheus:Url</c>, <c>Loki:Url</c>, <c>Jaeger:Url</c>.</summary>
    public static IHostApplicationBuilder AddInvestigation(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptionsWithValidateOnStart<InvestigationOptions, InvestigationOptionsValidator>()
            .BindConfiguration(InvestigationOptions.Section);
        builder.Services.AddSingleton<Investigator>();
        builder.AddSource<PrometheusSource, PrometheusOptions, PrometheusOptionsValidator>(PrometheusSource.SourceName, PrometheusOptions.Section);
        builder.AddSource<LokiSource, LokiOptions, LokiOptionsValidator>(LokiSource.SourceName, LokiOptions.Section);
        if (builder.AddSource<JaegerSource, JaegerOptions, JaegerOptionsValidator>(JaegerSource.SourceName, JaegerOptions.Section))
        {
            builder.Services.AddSingleton<IEvidenceSource, JaegerCalls>();
        }

        if (builder.Configuration.GetSection($"{InvestigationOptions.Section}:{nameof(InvestigationOptions.Calls)}").GetChildren().Any())
        {
            builder.Services.AddSingleton<IEvidenceSource, ConfiguredCalls>();
        }

        builder.Services.AddOptionsWithValidateOnStart<RemediationOptions, RemediationOptionsValidator>().BindConfiguration(RemediationOptions.Section);
        builder.Services.AddSingleton(services => Catalogue.Of(services.GetRequiredService<IOptions<RemediationOptions>>().Value));
        builder.AddLanguageModel();
        builder.Services.AddSingleton<SummaryWriter>();
        return builder;
    }

    private static bool AddSource<TSource, TOptions, TValidator>(this IHostApplicationBuilder builder, string name, string section)
        where TSource : class, IEvidenceSource
        where TOptions : SourceOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[$"{section}:{nameof(SourceOptions.Url)}"]))
        {
            return false;
        }

        builder.Services.AddOptionsWithValidateOnStart<TOptions, TValidator>().BindConfiguration(section);
        builder.Services.AddSingleton<IEvidenceSource, TSource>();
        builder.Services.AddHttpClient(name)
            .ConfigureHttpClient((services, http) => SourceClient.Configure(http, services.GetRequiredService<IOptions<TOptions>>().Value))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers()
            .AddResilienceHandler(
                name, (pipeline, context) => SourceResilience.Configure(pipeline, context.ServiceProvider.GetRequiredService<TimeProvider>()));
        return true;
    }
}
