using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class RootCauseSteps(RootCauseDriver causes, SlackDriver slack)
{
    [Given("{string} calls {string}")]
    public void GivenCalls(string caller, string callee) => causes.Calls(caller, callee);

    [Given("{string} and {string} have been slow for {duration}")]
    public void GivenSlow(string one, string other, TimeSpan time) => causes.AreSlowFor(time, slowest: one, other);

    [Given("{string} and {string} are as fast as always")]
    public void GivenAsAlways(string one, string other) => causes.AreAsAlways(one, other);

    [Given("a deployment of {string} {duration} ago was reported")]
    public Task GivenADeployment(string service, TimeSpan ago) => causes.ReportDeploymentAsync(service, ago);

    [Then("the cause of {string} lies with {string}, which is {certainty}")]
    public Task ThenTheCauseLiesWith(string incident, string cause, CertaintyWord certainty) => causes.LiesWithAsync(incident, cause, certainty.Word);

    [Then("the cause cites evidence of its own incident only")]
    public void ThenTheCauseCitesItsOwn() => causes.CitesWhatItsIncidentHas();

    [Then("Slack is told that the cause lies with {string}")]
    public Task ThenSlackIsToldTheCause(string service) => slack.IsToldAsync($"Root cause: {service}");

    [Then("the deployment of {string} is shown beside it")]
    public void ThenTheDeploymentIsShown(string service) => causes.ShowsDeployment(service);

    [Then("the analysis of {string} is inconclusive, because {string}")]
    public Task ThenItIsInconclusive(string incident, string reason) => causes.IsInconclusiveAsync(incident, reason);
}
