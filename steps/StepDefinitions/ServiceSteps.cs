using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class ServiceSteps(ServiceDriver service, ProcessDriver process)
{
    [Given("an incident service that has warmed up")]
    public Task GivenAWarmService() => service.UseWarmedUpAsync();

    [Given("an incident service that has just started")]
    public Task GivenAColdService() => service.StartAsync();

    [Given("an incident service in a process of its own")]
    public Task GivenAProcess() => process.StartAsync();

    [When("an incident service is started in a process of its own")]
    public Task WhenAProcessIsStarted() => process.StartAndSendAsync();

    [Then("the first alert is accepted within {duration} of the start")]
    public void ThenTheFirstAlertIsAcceptedOfTheStart(TimeSpan within) => process.FirstAcceptedWithin(within);

    [When("{count} waves of {count} incidents are analysed and closed")]
    public Task WhenWavesAreClosed(Count waves, Count incidents) => process.CloseWavesAsync(waves, incidents);

    [Then("the memory retained after each wave stays within {percentage} of the first")]
    public void ThenMemoryStays(Percentage within) => process.RetainedStaysWithin(within.Fraction);

    [Then("each further incident leaves less than {size} behind")]
    public void ThenAnIncidentLeavesLess(Size size) => process.EachIncidentLeavesLessThan(size.Bytes);

    [When("{count} alerts of {count} services arrive, {count} in each notification")]
    public Task WhenManyArrive(Count alerts, Count services, Count each) => process.TakeAsync(alerts, services, each);

    [Then("memory use never exceeds {size}")]
    public void ThenMemoryUseNeverExceeds(Size size) => process.ResidentNeverExceeds(size.Bytes);
}
