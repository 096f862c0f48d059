using System.Net;
using IncidentAgent.Tests.Commands;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Access;

/// <summary>A start that would open a door, or that would quietly leave out what was meant.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://[127.0.0.1]:0")]
    [InlineData("http://127.0.0.1:0;http://198.51.100.7:0")]
    public Task Without_credentials_an_address_that_others_reach_is_refused(string urls) =>
        IsRefused([$"--urls={urls}"], $"--urls: '{urls.Split(';')[^1]}' can be reached from other machines, and nobody has to say who they are. "
            + "Set Access:Credentials:<name>:Token, or listen on http://127.0.0.1:8080.");

    [Fact]
    public async Task An_address_may_be_written_in_capitals()
    {
        await using var agent = await TestAgent.StartAsync("--urls=HTTP://127.0.0.1:0");

        (await agent.Client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:65536")]
    [InlineData("http://127.0.0.1:8080/agent")]
    [InlineData("ftp://127.0.0.1")]
    public async Task An_address_that_is_none_is_named(string url)
    {
        var told = $"--urls: '{url}' is not an address such as http://127.0.0.1:8080.";
        await IsRefused([$"--urls={url}"], told);
        await IsRefused([$"--urls={url}", "--Access:Credentials:am:Token=0123456789abcdef"], told);
    }

    [Fact]
    public Task A_credential_with_a_role_there_is_not_is_refused_and_not_left_out() =>
        IsRefused(
            ["--Access:Credentials:am:Token=0123456789abcdef", "--Access:Credentials:am:Role=Admin"],
            "Failed to convert configuration value 'Admin' at 'Access:Credentials:am:Role' to type 'IncidentAgent.Access.Role'.");

    [Theory]
    [InlineData("Access:Credentials:am:Token=short", "Access:Credentials:am:Token has 5 characters; it must have at least 16.")]
    [InlineData("Access:Credentials:am:Username=am", "Access:Credentials:am: set either Token, or Username and Password.")]
    [InlineData("Access:Credentials:am:Role=7", "Access:Credentials:am: set either Token, or Username and Password.|Access:Credentials:am:Role is 7; it must be Sender or Operator.")]
    [InlineData("Intake:MaxBodyBytes=1", "Intake:MaxBodyBytes is 1; it must be between 1024 and 1073741824.")]
    [InlineData("Intake:MaxBytesInFlight=2048", "Intake:MaxBytesInFlight is 2048; it must be at least Intake:MaxBodyBytes, which is 16777216: a larger request would be told to try again for ever.")]
    [InlineData("Intake:MaxRequestsInFlight=0", "Intake:MaxRequestsInFlight is 0; it must be between 1 and 1000000.")]
    [InlineData("Intake:MaxAlerts=0", "Intake:MaxAlerts is 0; it must be between 1 and 1000000.")]
    [InlineData("Intake:MaxNesting=1001", "Intake:MaxNesting is 1001; it must be between 8 and 1000.")]
    [InlineData("Intake:MaxLabels=0", "Intake:MaxLabels is 0; it must be between 1 and 10000.")]
    [InlineData("Intake:MaxLabelLength=15", "Intake:MaxLabelLength is 15; it must be between 16 and 1000000.")]
    [InlineData("Intake:MaxAnnotationLength=15", "Intake:MaxAnnotationLength is 15; it must be between 16 and 10000000.")]
    [InlineData("Intake:KnownAlerts=-1", "Intake:KnownAlerts is -1; it must be between 0 and 10000000.")]
    [InlineData("Intake:EventsSecret=not base64!", "Intake:EventsSecret is 11 characters long; it must be base64, with or without whsec_ in front.")]
    [InlineData("Intake:MaxAlerts=many", "Failed to convert configuration value 'many' at 'Intake:MaxAlerts' to type 'System.Int32'.")]
    [InlineData("Incidents:CorrelateBy:0= ", "Incidents:CorrelateBy names an empty label; no alert carries one.")]
    [InlineData("Incidents:ReopenWindow=-00:00:01", "Incidents:ReopenWindow is -00:00:01; it must be between 00:00:00 and 30.00:00:00.")]
    [InlineData("Incidents:StaleAfter=00:00:59", "Incidents:StaleAfter is 00:00:59; it must be between 00:01:00 and 30.00:00:00.")]
    [InlineData("Incidents:RememberAlertsFor=00:59:00", "Incidents:RememberAlertsFor is 00:59:00; it must be between 01:00:00 and 365.00:00:00.")]
    [InlineData("Incidents:LateNoticeWithin=8.00:00:00", "Incidents:LateNoticeWithin is 8.00:00:00; it must be between 00:00:00 and 7.00:00:00.")]
    [InlineData("Incidents:StepAttempts=101", "Incidents:StepAttempts is 101; it must be between 1 and 100.")]
    [InlineData("Investigation:LookBack=00:00:01", "Investigation:LookBack is 00:00:01; it must be between 00:01:00 and 1.00:00:00.")]
    [InlineData("Notifications:Timeout=00:02:00", "Notifications:Timeout is 00:02:00 and must be between 00:00:01 and 00:01:00.")]
    [InlineData("Notifications:Slack:ops:Token=", "Notifications:Slack:ops:Token is empty and must be a bot token, xoxb-…, without spaces.|Notifications:Slack:ops:Channel is '' and must be a channel's id such as C0123456789.")]
    [InlineData("Routing:Rules:0:EscalateAfter=soon", "Failed to convert configuration value 'soon' at 'Routing:Rules:0:EscalateAfter' to type 'System.TimeSpan'.")]
    [InlineData("Routing:Rules:0:TimeZone=Mars", "Routing:Rules:0:Destinations is empty and must name who is told.|Routing:Rules:0:TimeZone is 'Mars', which this machine does not know; a name looks like Europe/Berlin.")]
    [InlineData("Storage:MaxBytes=-1", "Storage:MaxBytes is -1; it must be between 0 and 9223372036854775807.")]
    [InlineData("Storage:MaxWaitingCommits=15", "Storage:MaxWaitingCommits is 15; it must be between 16 and 1000000.")]
    public async Task An_option_out_of_range_is_named_with_its_value_and_its_range(string setting, string lines)
    {
        using var directory = new TemporaryDirectory();

        (await Typed.RunAsync("serve", "--urls=http://127.0.0.1:0", $"--data={directory.Path}", $"--{setting}"))
            .Should().Be(new Typed(2, "", lines.Replace('|', '\n') + "\n"));
    }

    [Fact]
    public async Task With_credentials_a_caller_without_one_is_turned_away()
    {
        await using var agent = await TestAgent.StartAsync("--Access:Credentials:am:Username=am", "--Access:Credentials:am:Password=0123456789abcdef");

        (await agent.Client.GetAsync("/api/incidents")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    /// <summary>As a process: one line on the error stream for the person who started it, no stack trace, exit code 2.</summary>
    private static async Task IsRefused(string[] settings, string line)
    {
        using var directory = new TemporaryDirectory();
        using var agent = Commands.AgentProcess.Start(["serve", "--data", directory.Path, .. settings]);

        (await agent.Error.ReadToEndAsync()).Should().Be(line + "\n");
        (await agent.Output.ReadToEndAsync()).Should().BeEmpty();
        (await agent.ExitCodeAsync()).Should().Be(2);
    }
}
