using System.Net.Http.Headers;
using System.Text;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Delivers alerts one notification at a time, and keeps what the sender was answered.</summary>
public sealed class AlertDriver(ServiceDriver service) : IDisposable
{
    private const string NoStart = """{"status":"firing","labels":{"alertname":"Odd"},"fingerprint":"odd"}""";

    private AlertOf? _alert;
    private HeldRequest? _held;
    private Delivered? _answer;

    public Delivered Answer => _answer ?? throw new InvalidOperationException("The scenario has delivered nothing.");

    public Task FireAsync(string name, string ofService, string severity = "critical", string? team = null) => DeliverAsync(
        new AlertOf(ofService, name)
        {
            Severity = severity,
            Labels = team is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["team"] = team },
        });

    /// <summary>A new episode: it began after the last one was over.</summary>
    public Task FireAnewAsync(string name, string ofService) =>
        DeliverAsync(new AlertOf(ofService, name) { StartsAt = Notification.Began.AddSeconds(40) });

    public Task EndAsync(string name, string ofService) => DeliverAsync(new AlertOf(ofService, name) { Firing = false });

    /// <summary>The end of the alert the scenario spoke of last.</summary>
    public Task EndItAsync() => DeliverAsync(_alert! with { Firing = false });

    public Task FireItAgainAsync() => DeliverAsync(_alert! with { Firing = true });

    public Task NotifyAsync(string ofService, int alerts) => DeliverAsync(Notification.Of(Several(ofService, alerts)));

    public Task NotifyGroupAsync(string group, int alerts) => DeliverAsync(Notification.Of(group, Several("", alerts, group)));

    public Task NotifyWithOddOneAsync(string ofService) =>
        DeliverAsync(Notification.Of(new AlertOf(ofService)).Replace("\"alerts\":[", $"\"alerts\":[{NoStart},", StringComparison.Ordinal));

    public async Task DeliverRawAsync(byte[] notification) => _answer = await service.Current.DeliverAsync(notification);

    /// <summary>From a sender that presents this, or nothing.</summary>
    public async Task DeliverFromAsync(string? token, string name, string ofService)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/alertmanager");
        request.Content = new StringContent(Notification.Of(new AlertOf(ofService, name)), Encoding.UTF8, "application/json");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await service.Current.Agent.Client.SendAsync(request);
        _answer = new Delivered(answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Another sender sends all of a notification but its last byte.</summary>
    public async Task BeginToDeliverAsync()
    {
        _held = await HeldRequest.BeginAsync(service.Current.Agent.Url, Notification.Of(new AlertOf("search")));
        await Eventually.Observe(
            "the service has begun to read it",
            () => Metrics.ScrapeAsync(service.Current.Agent.Client),
            seen => seen["incident_agent_intake_bytes_in_flight"] > 0);
    }

    /// <summary>The other sender finishes; what was refused is sent again.</summary>
    public async Task FinishAndTryAgainAsync()
    {
        (await _held!.FinishAsync()).Should().StartWith("HTTP/1.1 202");
        await DeliverAsync(_alert!);
    }

    public void WasAccepted() => Answer.Outcome.Should().Be(Outcome.Accepted, Answer.Text);

    public void WasRejected() => ((int)Answer.Status).Should().BeInRange(400, 499, "it is told for good that it is wrong");

    public void WasRejected(string reason)
    {
        WasRejected();
        Answer.Text.Should().ContainEquivalentOf(reason);
    }

    /// <summary>So many of the last notification's alerts could not be used, and an operator can read why.</summary>
    public async Task WereKeptAsideAsync(int count, string reason)
    {
        Answer.KeptAside.Should().Be(count);
        (await service.Current.GetAsync("/api/quarantine")).Items("quarantine")
            .Should().HaveCount(count).And.OnlyContain(one => one.Text("reason").Contains(reason));
    }

    public void WasRefused()
    {
        Answer.Outcome.Should().Be(Outcome.Refused, Answer.Text);
        Answer.RetryAfter.Should().BePositive();
    }

    private async Task DeliverAsync(AlertOf alert)
    {
        _alert = alert;
        await DeliverAsync(Notification.Of(alert));
    }

    private async Task DeliverAsync(string notification) => _answer = await service.Current.DeliverAsync(notification);

    private static IReadOnlyList<AlertOf> Several(string ofService, int count, string prefix = "Alert") =>
        [.. Enumerable.Range(1, count).Select(number => new AlertOf(ofService, $"{prefix}{number}"))];

    public void Dispose() => _held?.Dispose();
}
