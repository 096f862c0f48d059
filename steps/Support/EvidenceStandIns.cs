using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Support;

/// <summary>Prometheus, Loki and Jaeger, as far as the service asks them.</summary>
internal sealed class EvidenceStandIns : IAsyncDisposable
{
    public LokiStandIn Loki { get; } = new();

    public JaegerStandIn Jaeger { get; } = new();

    public PrometheusStandIn Prometheus { get; } = new();

    /// <summary>By the name the feature files use.</summary>
    public IReadOnlyDictionary<string, SourceStandIn> ByName => new Dictionary<string, SourceStandIn>
    {
        ["Prometheus"] = Prometheus,
        ["Loki"] = Loki,
        ["Jaeger"] = Jaeger,
    };

    public IEnumerable<string> Settings() => ByName.Select(source => $"--{source.Key}:Url={source.Value.Url}");

    public async ValueTask DisposeAsync()
    {
        foreach (var source in ByName.Values)
        {
            await source.DisposeAsync();
        }
    }
}
