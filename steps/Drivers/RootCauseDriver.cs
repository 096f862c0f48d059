using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>How services did lately and what was changed, as their sources tell it; and what the service makes of that.</summary>
public sealed class RootCauseDriver(ServiceDriver service, IncidentDriver incidents)
{
    private JsonElement _findings;

    private JsonElement Analysis => _findings.GetProperty("analysis");

    private JsonElement First => Analysis.Items("causes").First();

    public void Calls(string caller, string callee) => StandIns.Jaeger.WithCall(caller, callee, DateTimeOffset.UtcNow.AddMinutes(-10));

    /// <summary>The slowest is why the others are slow: they wait for it.</summary>
    public void AreSlowFor(TimeSpan time, string slowest, params IEnumerable<string> others)
    {
        var since = DateTimeOffset.UtcNow - time;
        StandIns.Prometheus.Measures(slowest, new Course(UsualSeconds: 0.05, SinceSeconds: 2, since));
        foreach (var other in others)
        {
            StandIns.Prometheus.Measures(other, new Course(UsualSeconds: 0.1, SinceSeconds: 2.05, since));
        }
    }

    public void AreAsAlways(params IEnumerable<string> services)
    {
        foreach (var one in services)
        {
            StandIns.Prometheus.Measures(one, new Course(UsualSeconds: 0.1, SinceSeconds: 0.1, DateTimeOffset.UtcNow));
        }
    }

    public async Task ReportDeploymentAsync(string name, TimeSpan ago)
    {
        using var answer = await service.Current.Agent.Client.PostAsJsonAsync(
            "/api/changes", new { kind = "deployment", service = name, summary = $"{name} 1.42.0", at = DateTimeOffset.UtcNow - ago });
        answer.IsSuccessStatusCode.Should().BeTrue();
    }

    public async Task LiesWithAsync(string name, string cause, string certainty)
    {
        await AnalyseAsync(name);
        Analysis.Text("certainty").Should().Be(certainty, Analysis.Text("because"));
        First.Text("service").Should().Be(cause);
    }

    public async Task IsInconclusiveAsync(string name, string reason)
    {
        await AnalyseAsync(name);
        Analysis.Text("certainty").Should().Be("inconclusive");
        Analysis.Text("because").Should().Contain(reason);
        Analysis.Items("wouldChange").Should().NotBeEmpty();
    }

    public void CitesWhatItsIncidentHas()
    {
        var cited = First.Items("evidenceIds").Select(id => id.GetString()).ToList();
        cited.Should().NotBeEmpty().And.BeSubsetOf(_findings.Items("evidence").Select(one => one.Text("id")));
    }

    public void ShowsDeployment(string name) => Analysis.Items("changes").Select(change => change.GetProperty("change")).Should()
        .ContainSingle(change => change.Text("kind") == "deployment" && change.Text("service") == name);

    private EvidenceStandIns StandIns => service.Evidence
        ?? throw new InvalidOperationException("The scenario's service has nobody to ask: it has to be one with Prometheus, Loki and Jaeger.");

    private async Task AnalyseAsync(string name) => _findings = (await incidents.InvestigatedAsync(name)).GetProperty("findings");
}
