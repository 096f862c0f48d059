using IncidentAgent.Notifications;
using IncidentAgent.StandIns;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Tests.Notifications;

public sealed class NotificationSetupTests
{
    private const string RoutingKey = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Every_configured_destination_is_a_channel()
    {
        using var configured = new Destination(
            ("Notifications:Slack:ops:Token", "xoxb-1"),
            ("Notifications:Slack:ops:Channel", "C1"),
            ("Notifications:PagerDuty:primary:RoutingKey", RoutingKey),
            ("Notifications:Webhooks:audit:Url", "https://audit.example/hook"),
            ("Notifications:Webhooks:audit:Secret", "whsec_c2VjcmV0"),
            ("Routing:Rules:0:Severities:0", "critical"),
            ("Routing:Rules:0:Days:0", "Monday"),
            ("Routing:Rules:0:From", "22:00"),
            ("Routing:Rules:0:To", "06:00"),
            ("Routing:Rules:0:TimeZone", "Europe/Berlin"),
            ("Routing:Rules:0:Destinations:0", "slack:ops"),
            ("Routing:Rules:0:EscalateAfter", "00:10:00"),
            ("Routing:Rules:0:EscalateTo:0", "pagerduty:primary"));

        await configured.StartAsync();

        configured.Channels.Select(channel => channel.Destination).Should().Equal("slack:ops", "pagerduty:primary", "webhook:audit");
    }

    [Fact]
    public async Task With_nothing_configured_the_console_is_told()
    {
        using var configured = new Destination();

        await configured.StartAsync();

        configured.Channels.Should().ContainSingle().Which.Destination.Should().Be("console");
        (await configured.SendAsync(Given.Announcement())).Should().Be(new DeliveryOutcome.Delivered());
    }

    [Fact]
    public async Task The_console_is_the_log()
    {
        using var configured = new Destination();

        await configured.SendAsync(Given.Announcement());

        configured.Log.Should().Contain("Opened: Checkout answers slowly");
    }

    [Fact]
    public async Task What_is_sent_and_where_to_is_not_logged_at_any_level()
    {
        await using var receiver = await WebhookStandIn.StartAsync();
        using var configured = Destination.Webhook(receiver);

        await configured.SendAsync(Given.Announcement());

        configured.Log.Should().NotContainAny("hooks/incidents", "webhook-signature", "127.0.0.1");
        receiver.Ledger.Exchanges.Should().ContainSingle();
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_by_its_full_key_and_no_secret_is()
    {
        using var wrong = new Destination(
            ("Notifications:Timeout", "00:02:00"),
            ("Notifications:GiveUpAfter", "00:00:01"),
            ("Notifications:PublicUrl", "agent"),
            ("Notifications:Slack:ops:Token", "xoxb with space"),
            ("Notifications:PagerDuty:primary:RoutingKey", "tooshortkey"),
            ("Notifications:PagerDuty:primary:BaseUrl", "https://events.pagerduty.com/v2"),
            ("Notifications:Webhooks:audit:Secret", "hunter-two"));

        var faults = (await StoppedByAsync(wrong)).Failures;

        faults.Should().BeEquivalentTo(
            "Notifications:Timeout is 00:02:00 and must be between 00:00:01 and 00:01:00.",
            "Notifications:GiveUpAfter is 00:00:01 and must be between 00:01:00 and 30.00:00:00.",
            "Notifications:PublicUrl is 'agent' and must be a whole http or https address.",
            "Notifications:Slack:ops:Token is 15 characters long and must be a bot token, xoxb-…, without spaces.",
            "Notifications:Slack:ops:Channel is '' and must be a channel's id such as C0123456789.",
            "Notifications:PagerDuty:primary:RoutingKey is 11 characters long and must be an integration key of 32 characters.",
            "Notifications:PagerDuty:primary:BaseUrl is 'https://events.pagerduty.com/v2' and must be a whole http or https address that ends with '/'.",
            "Notifications:Webhooks:audit:Url is empty and must be a whole http or https address.",
            "Notifications:Webhooks:audit:Secret is 10 characters long and must be base64, with or without whsec_ in front.");
    }

    [Fact]
    public async Task A_pace_is_spread_over_the_minute_for_Slack_and_not_for_PagerDuty()
    {
        using var paced = new Destination(
            ("Notifications:Slack:ops:Token", "xoxb-stand-in"),
            ("Notifications:Slack:ops:Channel", "C0000000001"),
            ("Notifications:Slack:ops:MessagesPerMinute", "20"),
            ("Notifications:Slack:quick:Token", "xoxb-stand-in"),
            ("Notifications:Slack:quick:Channel", "C0000000001"),
            ("Notifications:Slack:quick:MessagesPerMinute", "600"),
            ("Notifications:PagerDuty:primary:RoutingKey", RoutingKey));

        await paced.StartAsync();

        paced.Channels.Select(channel => channel.Rate).Should().Equal(
            new SendRate(1, TimeSpan.FromSeconds(3)), new SendRate(10, TimeSpan.FromSeconds(1)), new SendRate(120, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100001")]
    public async Task A_pace_out_of_range_stops_the_start(string pace)
    {
        using var wrong = new Destination(
            ("Notifications:Slack:ops:Token", "xoxb-stand-in"),
            ("Notifications:Slack:ops:Channel", "C0000000001"),
            ("Notifications:Slack:ops:MessagesPerMinute", pace),
            ("Notifications:PagerDuty:primary:RoutingKey", RoutingKey),
            ("Notifications:PagerDuty:primary:EventsPerMinute", pace));

        (await StoppedByAsync(wrong)).Failures.Should().BeEquivalentTo(
            $"Notifications:Slack:ops:MessagesPerMinute is {pace} and must be between 1 and 100000.",
            $"Notifications:PagerDuty:primary:EventsPerMinute is {pace} and must be between 1 and 100000.");
    }

    [Fact]
    public async Task A_rule_that_names_nobody_we_know_stops_the_start()
    {
        using var wrong = new Destination(
            ("Notifications:PagerDuty:primary:RoutingKey", RoutingKey),
            ("Routing:Rules:0:Destinations:0", "pagerduty:primary"),
            ("Routing:Rules:0:TimeZone", "Europe/Bärlin"),
            ("Routing:Rules:1:Destinations:0", "pagerduty:second"),
            ("Routing:Rules:1:EscalateTo:0", "slack:ops"),
            ("Routing:Rules:1:To", "00:00"),
            ("Routing:Rules:2:EscalateAfter", "2.00:00:00"));

        var faults = (await StoppedByAsync(wrong)).Failures;

        faults.Should().BeEquivalentTo(
            "Routing:Rules:0:TimeZone is 'Europe/Bärlin', which this machine does not know; a name looks like Europe/Berlin.",
            "Routing:Rules:1:Destinations names 'pagerduty:second', which is not configured; configured are pagerduty:primary.",
            "Routing:Rules:1:EscalateTo names 'slack:ops', which is not configured; configured are pagerduty:primary.",
            "Routing:Rules:1:From and Routing:Rules:1:To are both 00:00; leave both out for the whole day.",
            "Routing:Rules:1:EscalateAfter and Routing:Rules:1:EscalateTo belong together: set both or neither.",
            "Routing:Rules:2:Destinations is empty and must name who is told.",
            "Routing:Rules:2:EscalateAfter is 2.00:00:00 and must be between 00:00:01 and 1.00:00:00.",
            "Routing:Rules:2:EscalateAfter and Routing:Rules:2:EscalateTo belong together: set both or neither.");
    }

    [Fact]
    public async Task A_mistyped_key_stops_the_start_rather_than_matching_everything()
    {
        using var wrong = new Destination(("Routing:Rules:0:Destinations:0", "console"), ("Routing:Rules:0:Severity:0", "critical"));

        var start = wrong.StartAsync;

        (await start.Should().ThrowAsync<InvalidOperationException>()).Which.ToString().Should().Contain("'Severity'");
    }

    private static async Task<OptionsValidationException> StoppedByAsync(Destination wrong) =>
        (await wrong.Invoking(host => host.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which;
}
