using System.Diagnostics.Metrics;
using System.Net;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentAgent.Tests.Alerts;

public sealed class DefectTests
{
    private static readonly string Payload = Payloads.Group("pay", new MadeAlert("Down"));

    [Fact]
    public async Task A_defect_is_answered_as_one_and_the_delivery_is_taken_when_it_is_sent_again()
    {
        await using var agent = await TestAgent.StartAsync();
        using (ListenerThatFails(agent.Services.GetRequiredService<IMeterFactory>(), "incident_agent_alerts_accepted"))
        {
            (await agent.DeliverAsync(Payload).ProblemAsync(HttpStatusCode.InternalServerError)).Should().EndWith("Send it again.");
        }

        var again = await agent.DeliverAsync(Payload).JsonAsync(HttpStatusCode.Accepted);

        again.GetProperty("incidents")[0].GetProperty("duplicates").GetInt32().Should().Be(1, "it was stored before the defect was met");
        var seen = await Metrics.ScrapeAsync(agent.Client);
        seen["incident_agent_intake_duration_seconds_count", "failed"].Should().Be(1);
    }

    private static MeterListener ListenerThatFails(IMeterFactory agent, string instrument)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (published, self) =>
            {
                if (published.Name == instrument && ReferenceEquals(published.Meter.Scope, agent))
                {
                    self.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("A listener that fails."));
        listener.Start();
        return listener;
    }
}
