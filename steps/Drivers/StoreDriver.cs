using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Specs.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>A store that may not grow any more.</summary>
public sealed class StoreDriver(ServiceDriver service)
{
    private const int Limit = 1_500_000;
    private const int MostNotifications = 1000;

    private int _accepted;

    /// <summary>Starts a service that may store little, and delivers notifications until it takes none any more.</summary>
    public async Task StartFullAsync()
    {
        await service.StartAsync($"--Storage:MaxBytes={Limit}");

        // Large ones fill it quickly, small ones to the brim.
        await FillAsync(padding: Limit / 8);
        await FillAsync(padding: Limit / 80);

        // What is accepted is counted as more than it takes in the end, which a read waits for: full is what is full after one.
        do
        {
            await FillAsync(padding: 0);
            await service.Current.GetAsync("/api/incidents?limit=1");
        }
        while (await TakesOneMoreAsync(padding: 0));

        _accepted.Should().BeInRange(1, MostNotifications - 1, "it took some and then became full");
    }

    public async Task HealthSaysFullAsync()
    {
        var health = await (await service.Current.Agent.Client.GetAsync("/health")).Content.ReadFromJsonAsync<JsonElement>();
        health.Text("status").Should().Be("red");
        health.Items("checks").Should().Contain(check => check.Text("detail").Contains("full"));
    }

    public async Task EverythingCanBeReadAsync() =>
        (await service.Current.GetAsync("/api/incidents?limit=500")).GetProperty("incidents").GetArrayLength().Should().Be(_accepted);

    private async Task FillAsync(int padding)
    {
        while (await TakesOneMoreAsync(padding))
        {
        }
    }

    private async Task<bool> TakesOneMoreAsync(int padding)
    {
        if (_accepted == MostNotifications)
        {
            return false;
        }

        var padded = Notification.Of(new AlertOf($"service-{_accepted}")).Insert(1, $"\"padding\":\"{new string('x', padding)}\",");
        var isTaken = (await service.Current.DeliverAsync(padded)).Outcome is Outcome.Accepted;
        _accepted += isTaken ? 1 : 0;
        return isTaken;
    }
}
