using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class AlertSteps(AlertDriver alerts, IncidentDriver incidents)
{
    [When("the alert {string} of {string} fires")]
    public Task WhenItFires(string name, string service) => alerts.FireAsync(name, service);

    [When("the alert {string} of {string} fires as a warning")]
    public Task WhenItFiresAsAWarning(string name, string service) => alerts.FireAsync(name, service, "warning");

    [When("the alert {string} of {string} fires for the team {string}")]
    public Task WhenItFiresForATeam(string name, string service, string team) => alerts.FireAsync(name, service, team: team);

    [When("the alert {string} of {string} fires anew")]
    public Task WhenItFiresAnew(string name, string service) => alerts.FireAnewAsync(name, service);

    [Given("the alert {string} of {string} is over")]
    [When("the alert {string} of {string} is over")]
    public Task WhenItIsOver(string name, string service) => alerts.EndAsync(name, service);

    [Given("it is over")]
    [When("the end of it is delivered again")]
    public Task GivenItIsOver() => alerts.EndItAsync();

    [When("the notification that it fires is delivered again")]
    public Task WhenItIsDeliveredAgain() => alerts.FireItAgainAsync();

    [Given("the alert {string} of {string} was accepted")]
    public async Task GivenItWasAccepted(string name, string service)
    {
        await alerts.FireAsync(name, service);
        alerts.WasAccepted();
    }

    [Given("the alert {string} of {string} was accepted as a warning")]
    public async Task GivenItWasAcceptedAsAWarning(string name, string service)
    {
        await alerts.FireAsync(name, service, "warning");
        alerts.WasAccepted();
    }

    [Given("the alert {string} of {string} was announced")]
    public async Task GivenItWasAnnounced(string name, string service)
    {
        await GivenItWasInvestigated(name, service);
        await incidents.EverybodyIsToldAsync();
    }

    [Given("everybody has been told")]
    public Task GivenEverybodyHasBeenTold() => incidents.EverybodyIsToldAsync();

    [Given("the alert {string} of {string} was investigated")]
    public async Task GivenItWasInvestigated(string name, string service)
    {
        await alerts.FireAsync(name, service);
        await incidents.InvestigatedAsync(service);
    }

    [When("a notification arrives with {count} alerts of {string}")]
    public Task WhenANotificationArrives(Count count, string service) => alerts.NotifyAsync(service, count);

    [When("a notification arrives that names only {string} of {string}")]
    public Task WhenANotificationNamesOnly(string name, string service) => alerts.FireAsync(name, service);

    [When("a notification of the group {string} arrives with {count} alert(s) that name(s) no service")]
    public Task WhenANotificationOfAGroupArrives(string group, Count count) => alerts.NotifyGroupAsync(group, count);

    [When("a notification arrives with an alert of {string} and an alert that has no start")]
    public Task WhenOneAlertHasNoStart(string service) => alerts.NotifyWithOddOneAsync(service);

    [When("a notification {malformed} arrives")]
    public Task WhenAMalformedNotificationArrives(Malformed notification) => alerts.DeliverRawAsync(notification.Bytes);

    [When("the alert {string} of {string} arrives from a sender with the right credential")]
    public Task WhenAKnownSenderSends(string name, string service) => alerts.DeliverFromAsync(KnownSender.Token, name, service);

    [When("the alert {string} of {string} arrives from a sender with a wrong credential")]
    public Task WhenAStrangerSends(string name, string service) => alerts.DeliverFromAsync("not-" + KnownSender.Token, name, service);

    [When("the alert {string} of {string} arrives from a sender with no credential")]
    public Task WhenNobodySends(string name, string service) => alerts.DeliverFromAsync(null, name, service);

    [Given("a sender that is half way through a notification")]
    public Task GivenASenderHalfWay() => alerts.BeginToDeliverAsync();

    [Then("it is accepted")]
    public void ThenItIsAccepted() => alerts.WasAccepted();

    [Then("{count} alert(s) is/are kept aside, and the reason says {string}")]
    public Task ThenAlertsAreKeptAside(Count count, string reason) => alerts.WereKeptAsideAsync(count, reason);

    [Then("it is rejected")]
    public void ThenItIsRejected() => alerts.WasRejected();

    [Then("it is rejected, and the reason says {string}")]
    public void ThenItIsRejectedBecause(string reason) => alerts.WasRejected(reason);

    [Then("it is refused, and the sender is told when to try again")]
    public void ThenItIsRefused() => alerts.WasRefused();

    [Then("it is accepted when it is sent again after the other sender has finished")]
    public async Task ThenItIsAcceptedLater()
    {
        await alerts.FinishAndTryAgainAsync();
        alerts.WasAccepted();
    }
}
