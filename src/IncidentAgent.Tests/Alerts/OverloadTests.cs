using System.Net;
using System.Text;
using IncidentAgent.Alerts;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentAgent.Tests.Alerts;

public sealed class OverloadTests
{
    private const string Secret = "whsec_c3RhbmQtaW4gc2VjcmV0IG9mIDMyIGJ5dGVzIGxvbmc=";
    private static readonly string Payload = Payloads.Group("pay", new MadeAlert("Down"));

    [Fact]
    public async Task Beyond_the_requests_in_flight_a_sender_is_asked_to_try_again_and_may()
    {
        await using var agent = await TestAgent.StartAsync("--Intake:MaxRequestsInFlight=2");
        using var first = await HeldRequest.BeginAsync(agent.Client.BaseAddress!, Payload);
        using var second = await HeldRequest.BeginAsync(agent.Client.BaseAddress!, Payload);
        await BytesInFlight(agent, 2 * Payload.Length);

        await IsAskedToTryAgain(agent, "Too many requests");
        (await agent.GetAsync("/api/incidents")).GetProperty("incidents").GetArrayLength().Should().Be(0, "reading goes on, and nothing was taken");

        (await first.FinishAsync()).Should().StartWith("HTTP/1.1 202");
        (await second.FinishAsync()).Should().StartWith("HTTP/1.1 202");
        (await agent.DeliverAsync(Payload)).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Beyond_the_bytes_in_flight_a_sender_is_asked_to_try_again_and_may(bool chunked)
    {
        await using var agent = await TestAgent.StartAsync("--Intake:MaxBodyBytes=1024", "--Intake:MaxBytesInFlight=1024");
        var padded = Payload.PadRight(1000);
        using var held = await HeldRequest.BeginAsync(agent.Client.BaseAddress!, padded);
        await BytesInFlight(agent, 1000);

        await IsAskedToTryAgain(agent, "Too many bytes", chunked);

        (await held.FinishAsync()).Should().StartWith("HTTP/1.1 202");
        await BytesInFlight(agent, 0);
        (await agent.DeliverAsync(padded)).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Those_who_have_not_signed_yet_do_not_keep_out_those_who_may_send()
    {
        await using var agent = await TestAgent.StartAsync(
            "--Intake:MaxBodyBytes=1024", "--Intake:MaxBytesInFlight=4096", "--Intake:MaxRequestsInFlight=8", $"--Intake:EventsSecret={Secret}");
        var padded = Payload.PadRight(1000);
        var strangers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HeldRequest.BeginAsync(agent.Client.BaseAddress!, padded, "events")));
        await BytesInFlight(agent, 2000);

        await Eventually.Observe(
            "the others are refused", () => Metrics.ScrapeAsync(agent.Client), seen => seen["incident_agent_requests_refused_total", "503"] == 2);

        (await agent.DeliverAsync(padded)).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await Task.WhenAll(strangers.Select(one => one.FinishAsync()))).Select(answer => answer["HTTP/1.1 ".Length..][..3])
            .Should().BeEquivalentTo("401", "401", "503", "503");
        await BytesInFlight(agent, 0);
        Array.ForEach(strangers, one => one.Dispose());
    }

    [Fact]
    public async Task A_sender_that_hangs_up_half_way_harms_nobody()
    {
        await using var agent = await TestAgent.StartAsync("--Intake:MaxRequestsInFlight=8");
        var held = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => HeldRequest.BeginAsync(agent.Client.BaseAddress!, Payload)));
        await BytesInFlight(agent, 8 * Payload.Length);

        Array.ForEach(held, one => one.HangUp());

        await BytesInFlight(agent, 0);
        await Eventually.Observe(
            "the metric says so too", () => Metrics.ScrapeAsync(agent.Client), seen => seen["incident_agent_intake_bytes_in_flight"] == 0);
        (await agent.DeliverAsync(Payload)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        Array.ForEach(held, one => one.Dispose());
    }

    private static Task BytesInFlight(TestAgent agent, long bytes)
    {
        var gate = agent.Services.GetRequiredService<IntakeGate>();
        return Eventually.Holds($"{bytes} bytes in flight", () => gate.BytesInFlight == bytes);
    }

    private static async Task IsAskedToTryAgain(TestAgent agent, string why, bool chunked = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/alertmanager") { Content = new StringContent(Payload, Encoding.UTF8) };
        request.Headers.TransferEncodingChunked = chunked;
        var answer = await agent.Client.SendAsync(request);

        answer.Headers.RetryAfter!.Delta.Should().BePositive();
        (await Task.FromResult(answer).ProblemAsync(HttpStatusCode.ServiceUnavailable)).Should().StartWith(why).And.EndWith("Send it again.");
    }
}
