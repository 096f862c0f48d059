using System.Net.Http.Json;
using IncidentAgent.StandIns;

namespace IncidentAgent.Tests.StandIns;

public sealed class WebhookStandInTests
{
    [Fact]
    public async Task An_event_that_is_not_signed_is_refused_and_not_counted()
    {
        await using var receiver = await WebhookStandIn.StartAsync();
        using var client = new HttpClient();

        using var answer = await client.PostAsJsonAsync(receiver.BaseUrl, new { type = "incident.opened" });

        ((int)answer.StatusCode).Should().Be(401);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("HeaderMissing");
        receiver.Events.Should().BeEmpty();
    }
}
