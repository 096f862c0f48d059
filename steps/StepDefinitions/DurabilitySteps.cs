using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class DurabilitySteps(DurabilityDriver durability, StormDriver storm)
{
    [Given("{count} alerts of {count} services are arriving at {rate}")]
    public void GivenAlertsAreArriving(Count alerts, Count services, Rate rate) =>
        durability.Begin(alerts, services, rate.PerSecond, untilAccepted: true);

    [Given("{count} alerts of {count} services are arriving once at {rate}")]
    public void GivenAlertsAreArrivingOnce(Count alerts, Count services, Rate rate) =>
        durability.Begin(alerts, services, rate.PerSecond, untilAccepted: false);

    [When("the service is killed without warning and started again")]
    public Task WhenTheServiceIsKilled() => durability.KillInTheMiddleAsync();

    [When("the service is asked to stop")]
    public Task WhenTheServiceIsAskedToStop() => durability.StopInTheMiddleAsync();

    [Then("it stops within {duration}")]
    public void ThenItStopsWithin(TimeSpan limit) => durability.StoppedWithin(limit);

    [Then("every alert becomes part of exactly one incident, once")]
    public Task ThenEveryAlertIsInOneIncident() => durability.EachIsInOneIncidentAsync();

    [Then("each incident has one page and one message")]
    public void ThenEachIncidentIsToldOnce() => durability.EachIncidentIsToldOnce();

    [Then("every alert that was accepted is there when it is started again")]
    public Task ThenAcceptedAlertsAreThere() => durability.AcceptedOnesAreThereAsync();

    [Then("every other alert was refused with a hint when to try again, or found nobody there")]
    public Task ThenOthersWereRefused() => durability.OthersWereRefusedAsync();

    [When("{count} alerts with one common cause arrive within {duration}")]
    public Task WhenAStormArrives(Count alerts, TimeSpan within) => storm.ArriveAsync(alerts, within);

    [Then("the first page goes out within {duration}")]
    public void ThenTheFirstPageGoesOut(TimeSpan within) => storm.FirstPageWithin(within);

    [Then("at most {count} pages go out")]
    public void ThenAtMostPagesGoOut(Count pages) => storm.PagesAtMost(pages);

    [Then("every alert is part of the same incident")]
    public Task ThenEveryAlertIsPartOfTheSameIncident() => storm.IsOneIncidentAsync();
}
