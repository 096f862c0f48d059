using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class RedeliverySteps(RedeliveryDriver redelivery)
{
    [Given("{count} alerts have been accepted")]
    public Task GivenAlertsHaveBeenAccepted(Count alerts) => redelivery.AcceptAsync(alerts);

    [When("each of them is delivered {count} more times")]
    public Task WhenEachIsDeliveredAgain(Count times) => redelivery.DeliverAgainAsync(times);

    [Then("there is still one incident and one page for each")]
    public Task ThenThereIsStillOneForEach() => redelivery.ThereIsOneForEachAsync();
}
