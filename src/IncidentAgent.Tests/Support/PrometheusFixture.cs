namespace IncidentAgent.Tests.Support;

/// <summary>One Prometheus for the tests of a class that only ask it; not started where the machine has none, as those tests are skipped.</summary>
public sealed class PrometheusFixture : IAsyncLifetime
{
    private PrometheusProcess? _prometheus;

    public string Url => _prometheus?.Url ?? throw new InvalidOperationException("Prometheus is not running.");

    public async Task InitializeAsync()
    {
        if (new NeedsFactAttribute("prometheus").Skip is null)
        {
            _prometheus = await PrometheusProcess.StartAsync(within: TimeSpan.FromSeconds(30));
        }
    }

    public async Task DisposeAsync()
    {
        if (_prometheus is not null)
        {
            await _prometheus.DisposeAsync();
        }
    }
}
