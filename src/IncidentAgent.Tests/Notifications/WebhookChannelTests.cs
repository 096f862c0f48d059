using IncidentAgent.Notifications;
using IncidentAgent.StandIns;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Notifications;

public sealed class WebhookChannelTests : IAsyncLifetime
{
    private WebhookStandIn _receiver = null!;
    private Destination _audit = null!;

    public async Task InitializeAsync()
    {
        _receiver = await WebhookStandIn.StartAsync(new WebhookStandInOptions { Time = new FakeTimeProvider(Given.Noon) });
        _audit = Destination.Webhook(_receiver);
    }

    public async Task DisposeAsync()
    {
        _audit.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_receiver_that_checks_signatures_takes_the_event()
    {
        var outcome = await _audit.SendAsync(Given.Announcement());

        outcome.Should().Be(new DeliveryOutcome.Delivered());
        var one = _receiver.Events.Should().ContainSingle().Subject;
        one.Body!.Value.Text("type").Should().Be("incident.opened");
        one.Body!.Value.GetProperty("timestamp").GetDateTimeOffset().Should().Be(Given.Noon);
        one.Body!.Value.GetProperty("data").Text("id").Should().Be("INC-000042");
        one.Body!.Value.GetProperty("data").Text("title").Should().Be("Checkout answers slowly");
    }

    [Fact]
    public async Task A_second_attempt_has_the_same_id_so_that_the_event_is_taken_once()
    {
        _receiver.Faults.Set(new Fault.DropReply(), times: 1);

        var first = await _audit.SendAsync(Given.Announcement());
        var second = await _audit.SendAsync(Given.Announcement());

        first.Should().BeOfType<DeliveryOutcome.Retry>();
        second.Should().BeOfType<DeliveryOutcome.Delivered>();
        _receiver.Ledger.Exchanges.Should().HaveCount(2);
        _receiver.Events.Should().ContainSingle();
    }

    [Fact]
    public async Task Without_an_answer_in_time_it_is_tried_again()
    {
        _receiver.Faults.Set(new Fault.Hang());

        (await _audit.SendUntilTimeoutAsync(Given.Announcement(), _receiver)).Should().Be(new DeliveryOutcome.Retry("no answer within 10 s"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_receiver_that_is_busy_says_when_to_come_back(int status)
    {
        _receiver.Faults.Set(new Fault.Refuse(status, RetryAfter: TimeSpan.FromSeconds(17)));

        (await _audit.SendAsync(Given.Announcement())).Should().BeOfType<DeliveryOutcome.Retry>().Which.After.Should().Be(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task A_receiver_that_says_at_once_is_waited_for_as_one_that_says_nothing()
    {
        _receiver.Faults.Set(new Fault.Refuse(503, RetryAfter: TimeSpan.Zero));

        (await _audit.SendAsync(Given.Announcement())).Should().BeOfType<DeliveryOutcome.Retry>().Which.After.Should().BeNull();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(410)]
    public async Task What_will_not_pass_is_refused(int status)
    {
        _receiver.Faults.Set(new Fault.Refuse(status));

        (await _audit.SendAsync(Given.Announcement())).Should().BeOfType<DeliveryOutcome.Refused>().Which.Reason.Should().Contain($"{status}");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed(int status)
    {
        _receiver.Faults.Set(new Fault.Refuse(status, Location: new Uri(_receiver.BaseUrl, "elsewhere")), times: 1);

        var outcome = await _audit.SendAsync(Given.Announcement());

        outcome.Should().BeOfType<DeliveryOutcome.Refused>();
        _receiver.Ledger.Exchanges.Should().ContainSingle();
    }

    [Fact]
    public void A_plain_key_is_the_id_and_any_other_is_hashed()
    {
        WebhookChannel.IdOf("prod/INC-000042/webhook:audit/7").Should().Be("prod/INC-000042/webhook:audit/7");
        WebhookChannel.IdOf("prod.eu/INC-000042/webhook:audit/7").Should().MatchRegex("^[0-9a-f]{64}$");
        WebhookChannel.IdOf(new string('a', 129)).Should().MatchRegex("^[0-9a-f]{64}$");
    }
}
