using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class ProcessSteps(ProcessDriver process, MemoryDriver memory, AllocationDriver allocation, GrowthDriver growth, RecoveryDriver recovery)
{
    [Given("an incident service that has just started")]
    [Given("an incident service in a process of its own")]
    public Task GivenAProcess() => process.StartAsync();

    [Given("an incident service in a process of its own, with nobody to tell and nobody to ask")]
    public Task GivenAProcessAlone() => process.StartAloneAsync();

    [Given("an incident service in a process of its own, compiled in full, with nobody to tell and nobody to ask")]
    public Task GivenAProcessAloneCompiledInFull() => process.StartAloneAsync(compiledInFull: true);

    [When("an incident service is started {count} times in a process of its own")]
    public Task WhenAProcessIsStarted(Count times) => process.StartAndSendAsync(times);

    [When("the service is killed and started again, by turns with one that has nothing to remember")]
    public Task WhenTheServiceIsStartedByTurns() => recovery.KillAndStartByTurnsAsync();

    [Then("it takes at most {factor} times as long to its first alert")]
    public Task ThenItTakesAtMost(Factor times) => recovery.TakesAtMostAsync(times.Value);

    [When("the service is killed at once and started again")]
    public Task WhenTheServiceIsKilledAtOnce() => process.KillAndStartAgainAsync();

    [Then("the first one goes on")]
    public Task ThenTheFirstOneGoesOn() => process.GoesOnAsync();

    [When("{count} waves of {count} incidents are analysed and closed")]
    public Task WhenWavesAreClosed(Count waves, Count incidents) => memory.CloseWavesAsync(waves, incidents);

    [Then("the memory retained after each wave stays within {percentage} of the first")]
    public void ThenMemoryStays(Percentage within) => memory.RetainedStaysWithin(within.Fraction);

    [Then("each further incident leaves less than {size} behind")]
    public void ThenAnIncidentLeavesLess(Size size) => memory.EachIncidentLeavesLessThan(size.Bytes);

    [When("{count} alerts of {count} services arrive, {count} in each notification")]
    public Task WhenManyArrive(Count alerts, Count services, Count each) => memory.TakeAsync(alerts, services, each);

    [When("{count} alerts of {count} services arrive, each after the answer to the one before")]
    public Task WhenAlertsArriveByThemselves(Count alerts, Count services) => allocation.TakeAsync(alerts, services);

    [When("they are redelivered {count} times")]
    public Task WhenTheyAreRedelivered(Count times) => allocation.RepeatAsync(times);

    [Then("an alert allocates at most {size}")]
    public void ThenAnAlertAllocates(Size size) => allocation.EachAllocatesAtMost("memory allocated for an alert", size.Bytes);

    [Then("a redelivered alert allocates at most {size}")]
    public void ThenARedeliveredAlertAllocates(Size size) => allocation.EachAllocatesAtMost("memory allocated for a redelivered alert", size.Bytes);

    [When("{count} alerts of {count} services arrive, {count} in each notification, one notification after another")]
    public Task WhenMoreAndMoreArrive(Count alerts, Count services, Count each) => growth.TakeAsync(alerts, services, each);

    [Then("the processor time for an alert grows by at most {percentage}")]
    public void ThenTheProcessorTimeGrows(Percentage most) => growth.ProcessorTimeGrowsBy(most.Fraction);

    [Then("the memory allocated for an alert grows by at most {percentage}")]
    public void ThenTheMemoryAllocatedGrows(Percentage most) => growth.AllocationGrowsBy(most.Fraction);

    [Then("the last alerts allocate at most {factor} times as much as the first")]
    public void ThenTheLastAllocateAtMost(Factor times) => growth.LastAllocateAtMost(times.Value);

    [Then("memory use never exceeds {size}")]
    public void ThenMemoryUseNeverExceeds(Size size) => memory.ResidentNeverExceeds(size.Bytes);
}
