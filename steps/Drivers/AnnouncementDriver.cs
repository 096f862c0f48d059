using System.Text.Json;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Who was told what, as the service has recorded it.</summary>
public sealed class AnnouncementDriver(ServiceDriver service)
{
    /// <summary>Slack was told that a source gave no evidence, and why.</summary>
    public Task SayMissingAsync(string source) => IncludeAsync("investigated", "missing from ", $"{source.ToLowerInvariant()} (");

    /// <summary>Waits until an announcement of that kind has been sent that says all of this.</summary>
    public Task IncludeAsync(string kind, params IReadOnlyList<string> texts) => Eventually.Observe(
        $"an announcement of kind {kind} says '{string.Join("' and '", texts)}'",
        () => AllAsync("sent"),
        all => all.Any(one => one.Text("kind") == kind
            && texts.All(text => one.Text("text").Contains(text, StringComparison.Ordinal))));

    public async Task DeadLetterSaysAsync(string reason)
    {
        var dead = await Eventually.Observe("there is a dead letter", () => AllAsync("dead"), all => all.Count > 0);
        dead.Should().OnlyContain(one => one.Text("destination") == Surroundings.SlackDestination && one.Text("reason").Contains(reason));
    }

    private async Task<IReadOnlyList<JsonElement>> AllAsync(string state) =>
        [.. (await service.Current.GetAsync($"/api/announcements?limit=1000&state={state}")).Items("announcements")];
}
