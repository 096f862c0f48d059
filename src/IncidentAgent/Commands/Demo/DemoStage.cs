using IncidentAgent.StandIns;

namespace IncidentAgent.Commands.Demo;

/// <summary>A whole agent on SQLite in a temporary folder, and the services it tells.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly WebApplication _agent;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private DemoStage(WebApplication agent, DirectoryInfo folder, SlackStandIn slack, PagerDutyStandIn pagerDuty)
    {
        _agent = agent;
        _folder = folder;
        Slack = slack;
        PagerDuty = pagerDuty;
        Url = new Uri(agent.Urls.Single());
        _http = new HttpClient { BaseAddress = Url };
        Client = new AgentClient(_http);
    }

    public Uri Url { get; }

    public AgentClient Client { get; }

    public SlackStandIn Slack { get; }

    public PagerDutyStandIn PagerDuty { get; }

    public static async Task<DemoStage> SetAsync(CancellationToken cancellation)
    {
        var slack = await SlackStandIn.StartAsync(cancellation: cancellation);
        var pagerDuty = await PagerDutyStandIn.StartAsync(cancellation: cancellation);
        var folder = Directory.CreateTempSubdirectory("incident-agent-demo-");
        var agent = ServeCommand.BuildApart([
            "--urls=http://127.0.0.1:0",
            $"--Storage:Directory={folder.FullName}",
            $"--Notifications:Slack:incidents:BaseUrl={slack.BaseUrl}",
            $"--Notifications:Slack:incidents:Token={new SlackStandInOptions().Token}",
            $"--Notifications:Slack:incidents:Channel={new SlackStandInOptions().Channels["incidents"]}",
            $"--Notifications:PagerDuty:primary:BaseUrl={pagerDuty.BaseUrl}",
            $"--Notifications:PagerDuty:primary:RoutingKey={new PagerDutyStandInOptions().RoutingKey}",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
        ]);
        await agent.StartAsync(cancellation);
        return new DemoStage(agent, folder, slack, pagerDuty);
    }

    /// <summary>Returns once nothing that is due now waits to be told to anybody.</summary>
    public async Task EveryoneToldAsync(CancellationToken cancellation)
    {
        var store = _agent.Services.GetRequiredService<Storage.IIncidentStore>();
        while (store.Backlog(TimeProvider.System.GetUtcNow()) is var backlog
            && (backlog.DueSteps > 0 || backlog.Announcements.Any(row => row.State is Incidents.AnnouncementState.Pending or Incidents.AnnouncementState.Sending)))
        {
            await Task.Delay(LookEvery, cancellation);
        }
    }

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _agent.StopAsync();
        await _agent.DisposeAsync();
        await Slack.DisposeAsync();
        await PagerDuty.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
