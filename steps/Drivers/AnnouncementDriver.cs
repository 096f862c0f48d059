using System.Text.Json;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>What became of the announcements, as the service has recorded it; what people were told, they know themselves.</summary>
public sealed class AnnouncementDriver(ServiceDriver service)
{
    public async Task DeadLetterSaysAsync(string reason)
    {
        var dead = await Eventually.Observe("there is a dead letter", DeadAsync, all => all.Count > 0);
        dead.Should().OnlyContain(one => one.Text("destination") == Surroundings.SlackDestination && one.Text("reason").Contains(reason));
    }

    private async Task<IReadOnlyList<JsonElement>> DeadAsync() =>
        [.. (await service.Current.GetAsync("/api/announcements?limit=1000&state=dead")).Items("announcements")];
}
