using IncidentAgent.StandIns;

namespace IncidentAgent.Tests.Commands;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task It_plays_an_incident_from_the_first_alert_to_the_postmortem_and_leaves_alone_what_is_configured_where_it_runs()
    {
        await using var real = await WebhookStandIn.StartAsync();
        using var demo = AgentProcess.Start(
            [
                ("Access__Credentials__oncall__Token", "0123456789abcdef"),
                ("Notifications__Webhooks__real__Url", real.BaseUrl.ToString()),
                ("Notifications__Webhooks__real__Secret", new WebhookStandInOptions().Secret),
                ("ASPNETCORE_URLS", "http://127.0.0.1:1"),
                ("Storage__Directry", "mistyped"),
            ],
            "demo",
            "--once");
        var error = demo.Error.ReadToEndAsync();

        (await demo.Output.ReadToEndAsync())
            .Should().Contain("INC-000001").And.Contain("INC-000002").And.Contain("INC-000003").And.Contain("The postmortem the agent wrote");

        (await error).Should().BeEmpty();
        (await demo.ExitCodeAsync()).Should().Be(0);
        real.Ledger.Exchanges.Should().BeEmpty();
    }
}
