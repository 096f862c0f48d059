using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Specs.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>A store that may not grow any more.</summary>
public sealed class StoreDriver(ServiceDriver service)
{
    private const int Limit = 1_500_000;
    private const int MostNotifications = 100;

    private int _accepted;

    /// <summary>Starts a service that may store little, and delivers large notifications until it refuses one.</summary>
    public async Task StartFullAsync()
    {
        await service.StartAsync($"--Storage:MaxBytes={Limit}");
        while (_accepted < MostNotifications && await TakesOneMoreAsync())
        {
            _accepted++;
        }

        _accepted.Should().BeInRange(1, MostNotifications - 1, "it took some and then became full");
    }

    public async Task HealthSaysFullAsync()
    {
        var health = await (await service.Current.Agent.Client.GetAsync("/health")).Content.ReadFromJsonAsync<JsonElement>();
        health.GetProperty("status").GetString().Should().Be("red");
        health.GetProperty("checks").EnumerateArray().Should().Contain(check => check.GetProperty("detail").GetString()!.Contains("full"));
    }

    public async Task EverythingCanBeReadAsync() =>
        (await service.Current.GetAsync("/api/incidents?limit=500")).GetProperty("incidents").GetArrayLength().Should().Be(_accepted);

    private async Task<bool> TakesOneMoreAsync()
    {
        var large = Notification.Of(new AlertOf($"service-{_accepted}")).Insert(1, $"\"padding\":\"{new string('x', Limit / 8)}\",");
        return (await service.Current.DeliverAsync(large)).Outcome is Outcome.Accepted;
    }
}
