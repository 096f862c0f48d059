namespace IncidentAgent.Tests.Commands;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task It_plays_an_incident_from_the_first_alert_to_the_postmortem()
    {
        var typed = await Typed.RunAsync("demo", "--once");

        typed.ExitCode.Should().Be(0);
        typed.Error.Should().BeEmpty();
        typed.Output.Should().Contain("INC-000001").And.Contain("INC-000002").And.Contain("INC-000003").And.Contain("The postmortem the agent wrote");
    }
}
