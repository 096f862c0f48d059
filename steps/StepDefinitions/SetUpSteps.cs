using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

/// <summary>Services that are set up in a way of their own.</summary>
[Binding]
public sealed class SetUpSteps(ServiceDriver service, StoreDriver store)
{
    private const string Rule = "--Routing:Rules:0";

    [Given("an incident service that has warmed up")]
    public Task GivenAWarmService() => service.UseWarmedUpAsync();

    [Given("an incident service that has warmed up, with Prometheus, Loki and Jaeger to ask")]
    public Task GivenAWarmServiceWithEvidence() => service.UseWarmedUpAsync(withEvidence: true);

    [Given("an incident service with Prometheus, Loki and Jaeger to ask")]
    public Task GivenAServiceWithEvidence() => service.StartAsync(withEvidence: true);

    [Given("an incident service")]
    public Task GivenAService() => service.StartAsync();

    [Given("an incident service that takes {count} notification(s) at a time")]
    public Task GivenAServiceThatTakes(Count notifications) => service.StartAsync($"--Intake:MaxRequestsInFlight={notifications.Value}");

    [Given("an incident service whose store is full")]
    public Task GivenAFullStore() => store.StartFullAsync();

    [Given("an incident service that knows the sender {string}")]
    public async Task GivenAServiceThatKnows(string sender)
    {
        await service.StartAsync($"--Access:Credentials:{sender}:Token={KnownSender.Token}");
        service.Current.Agent.Client.DefaultRequestHeaders.Clear();
    }

    [Given("an incident service that correlates by the label {string}")]
    public Task GivenAServiceThatCorrelatesBy(string label) => service.StartAsync($"--Incidents:CorrelateBy:0={label}");

    [Given("an incident service that reopens nothing")]
    public Task GivenAServiceThatReopensNothing() => service.StartAsync("--Incidents:ReopenWindow=00:00:00");

    [Given("an incident service that takes no notification for a late one")]
    public Task GivenAServiceThatTakesNothingForLate() => service.StartAsync("--Incidents:LateNoticeWithin=00:00:00");

    [Given("an incident service that gives each source {duration}")]
    public Task GivenAServiceThatGivesEachSource(TimeSpan timeout) => service.StartAsync(withEvidence: true, $"--Investigation:SourceTimeout={timeout:c}");

    [Given("an incident service that escalates to PagerDuty")]
    public Task GivenAServiceThatEscalates() => GivenAServiceThatTellsSlackFirst(TimeSpan.FromHours(1));

    [Given("an incident service that tells Slack first, and PagerDuty when nobody has acknowledged within {duration}")]
    public Task GivenAServiceThatTellsSlackFirst(TimeSpan within) => service.StartAsync(
        $"{Rule}:Destinations:0={Surroundings.SlackDestination}",
        $"{Rule}:EscalateAfter={within:c}",
        $"{Rule}:EscalateTo:0={Surroundings.PagerDutyDestination}");

    [Given("an incident service that pages for critical incidents only")]
    public Task GivenAServiceThatPagesForCritical() => service.StartAsync(
        $"{Rule}:Severities:0=Critical",
        $"{Rule}:Destinations:0={Surroundings.PagerDutyDestination}",
        $"--Routing:Rules:1:Destinations:0={Surroundings.SlackDestination}");

    [Then("the health check says that the store is full")]
    public Task ThenTheHealthCheckSaysFull() => store.HealthSaysFullAsync();

    [Then("everything that was accepted before can be read")]
    public Task ThenEverythingCanBeRead() => store.EverythingCanBeReadAsync();
}
