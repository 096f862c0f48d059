using System.Collections.Concurrent;
using System.Net;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentAgent.Tests.Notifications;

/// <summary>Whatever goes wrong around an attempt, its announcement does not stay as one that is being sent.</summary>
public sealed class OutboxPumpTests
{
    [Fact]
    public async Task An_attempt_that_ends_with_an_exception_is_made_again_and_may_have_arrived()
    {
        var receiver = new Receiver(defects: 1);
        await using var agent = await TestAgent.StartAsync(null, services => services.AddSingleton<INotificationChannel>(receiver));

        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await IsToldAsync(agent);

        receiver.Received.Select(announcement => announcement.MayHaveArrived).Should().Equal(false, true);
    }

    [Fact]
    public async Task An_outcome_is_noted_again_when_nobody_answered_and_is_not_sent_again()
    {
        var receiver = new Receiver(defects: 0);
        await using var agent = await TestAgent.StartAsync(null, services => services
            .AddSingleton<INotificationChannel>(receiver)
            .AddSingleton<IIncomingGrainCallFilter>(new FirstSettleTimesOut()));

        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await IsToldAsync(agent);

        receiver.Received.Should().ContainSingle();
    }

    [Theory]
    [InlineData("https://ops.example.com")]
    [InlineData("https://ops.example.com/agent/")]
    [InlineData("https://ops.example.com/agent")]
    public async Task A_link_leads_to_where_people_reach_the_agent(string url)
    {
        var receiver = new Receiver(defects: 0);
        await using var agent = await TestAgent.StartAsync(
            null, services => services.AddSingleton<INotificationChannel>(receiver), $"--Notifications:PublicUrl={url}");

        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        await IsToldAsync(agent);

        receiver.Received.Single().IncidentUrl.Should().Be($"{url.TrimEnd('/')}/api/incidents/INC-000001");
    }

    private static Task IsToldAsync(TestAgent agent) => Eventually.Observe(
        "the receiver is told",
        () => agent.GetAsync($"/api/announcements?destination={Receiver.Name}"),
        answer => answer.GetProperty("announcements").EnumerateArray().Single().GetProperty("state").GetString() == "sent",
        within: TimeSpan.FromSeconds(10));

    private sealed class Receiver(int defects) : INotificationChannel
    {
        public const string Name = "receiver";

        public ConcurrentQueue<Announcement> Received { get; } = [];

        public string Destination => Name;

        public SendRate Rate { get; } = new(1000, TimeSpan.FromSeconds(1));

        public Task<DeliveryOutcome> SendAsync(Announcement announcement, CancellationToken cancellation)
        {
            Received.Enqueue(announcement);
            return Received.Count > defects
                ? Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered())
                : throw new InvalidOperationException("a defect of the channel");
        }
    }

    private sealed class FirstSettleTimesOut : IIncomingGrainCallFilter
    {
        private int _settles;

        public Task Invoke(IIncomingGrainCallContext context) =>
            context.MethodName == nameof(IIncidentGrain.Settle)
            && context.Request.GetArgument(0) is SettleRequest { Destination: Receiver.Name }
            && Interlocked.Increment(ref _settles) == 1
                ? throw new TimeoutException("the disk stalled")
                : context.Invoke();
    }
}
