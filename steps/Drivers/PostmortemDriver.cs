using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Reads postmortems as people do, in Markdown, and as programs do.</summary>
public sealed class PostmortemDriver(ServiceDriver service, IncidentDriver incidents, AlertDriver alerts)
{
    /// <summary>What a complete postmortem consists of.</summary>
    public static readonly IReadOnlyList<string> Sections =
        ["Summary", "Timeline", "Root causes", "Impact", "Detection", "Resolution", "Remediation", "Action items", "Notes", "Evidence", "Metrics"];

    /// <summary>An incident begins and ends, and its postmortem is written.</summary>
    public async Task WriteAsync(string name)
    {
        await alerts.FireAsync("HighLatency", name);
        await incidents.InvestigatedAsync(name);
        await alerts.EndItAsync();
        await TextAsync(name, "");
    }

    public async Task IsCompleteAsync(string name)
    {
        var text = await TextAsync(name, "");
        Sections.Should().OnlyContain(section => text.Contains($"## {section}\n", StringComparison.Ordinal));
    }

    /// <summary>Waits until the postmortem says so.</summary>
    public Task<string> TextAsync(string name, string says) => Eventually.Observe(
        $"the postmortem of {name} says '{says}'",
        () => ReadAsync(name),
        text => text.StartsWith("# ", StringComparison.Ordinal) && text.Contains(says, StringComparison.Ordinal));

    /// <summary>The part of it under a heading.</summary>
    public async Task<string> SectionAsync(string name, string heading) =>
        (await TextAsync(name, $"## {heading}\n")).Split($"## {heading}\n")[1].Split("\n## ")[0];

    public async Task<int> RevisionAsync(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/incidents/{await incidents.IdOfAsync(name)}/postmortem");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await service.Current.Agent.Client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Number("revision");
    }

    private async Task<string> ReadAsync(string name)
    {
        using var answer = await service.Current.Agent.Client.GetAsync($"/api/incidents/{await incidents.IdOfAsync(name)}/postmortem");
        return await answer.Content.ReadAsStringAsync();
    }
}
