using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentAgent.Tests.Investigation;

/// <summary>An incident of payments that began at noon, and hosts that investigate it.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Incident Incident(params IEnumerable<string> services) => new()
    {
        Id = new IncidentId(42),
        Key = "payments",
        Status = IncidentStatus.Open,
        Severity = Severity.Critical,
        Title = "Payments are slow",
        OpenedAt = Noon,
        StartedAt = Noon,
        Services = [.. services],
    };

    public static Alert Alert(string? generatorUrl = null, DateTimeOffset? startsAt = null, params IEnumerable<(string Name, string Value)> labels) => new()
    {
        Source = "alertmanager",
        Fingerprint = "f1",
        Status = AlertStatus.Firing,
        StartsAt = startsAt ?? Noon,
        GeneratorUrl = generatorUrl,
        Labels = labels.Append(("alertname", "PaymentsSlow")).ToDictionary(label => label.Item1, label => label.Item2),
    };

    /// <summary>An alert whose generator URL names this expression, written as Prometheus writes it.</summary>
    public static Alert AlertOn(string expression, DateTimeOffset? startsAt = null) =>
        Alert($"http://prometheus:9090/graph?g0.expr={Uri.EscapeDataString(expression).Replace("%20", "+", StringComparison.Ordinal)}&g0.tab=1", startsAt);

    /// <summary>A host whose clock stands at ten past noon; its timers run, so that a retry is not waited for in vain.</summary>
    public static IHost HostAtTenPastNoon(params IEnumerable<(string Key, string? Value)> settings) =>
        Host(services => services.AddSingleton<TimeProvider>(new TenPastNoon()), settings);

    public static IHost Host(params IEnumerable<(string Key, string? Value)> settings) => Host(_ => { }, settings);

    public static IHost Host(Action<IServiceCollection> add, params IEnumerable<(string Key, string? Value)> settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        add(builder.Services);
        builder.AddInvestigation();
        return builder.Build();
    }

    public static Task<Findings> InvestigateAsync(this IHost host, Incident incident, params IReadOnlyList<Alert> alerts) =>
        host.Services.GetRequiredService<Investigator>().InvestigateAsync(incident, alerts, CancellationToken.None);

    private sealed class TenPastNoon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon.AddMinutes(10);
    }
}
