using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class ObjectiveSteps(TrafficDriver traffic, ObjectivesDriver objectives, ComparisonDriver comparison)
{
    [Then("the intake meets these objectives:")]
    [Then("the health check meets these objectives:")]
    [Then("the start meets these objectives:")]
    public Task ThenTheseObjectivesAreMet(IReadOnlyList<Objective> rows) => objectives.JudgeAsync(rows);

    [Then("every alert is accepted")]
    public Task ThenEveryAlertIsAccepted() => objectives.JudgeAsync(Objective.Parse("success rate", "= 100 %", "= 100 %"));

    [Then("it is accepted within {duration}")]
    public void ThenItIsAcceptedWithin(TimeSpan within) => objectives.IsAcceptedWithin(within);

    [Then("the {quantile} latency stays below {duration}")]
    public Task ThenTheLatencyStaysBelow(Measure quantile, TimeSpan limit) => objectives.StaysBelowAsync(quantile, limit);

    [Then("the first alert is accepted within {duration}")]
    public void ThenTheFirstAlertIsAcceptedWithin(TimeSpan within) => objectives.FirstIsAcceptedWithin(within);

    [Then("the {quantile} latency of the other {count} stays below {duration}")]
    public void ThenTheLatencyOfTheOthersStaysBelow(Measure quantile, Count others, TimeSpan limit)
    {
        traffic.Repetitions.Sum(one => one.Count).Should().Be(others + 1);
        objectives.OthersStayBelow(quantile, limit);
    }

    [Then("the alerts were sent on time")]
    public void ThenTheAlertsWereSentOnTime() => objectives.WasOnTime();

    [Then("they are handled at least {factor} times sooner")]
    public Task ThenTheyAreHandledSooner(Factor factor) => comparison.IsAtMostAsync(1 / factor.Value);

    [Then("the throughput is at least {factor} times that with half as many")]
    public Task ThenTheThroughputIsAtLeast(Factor factor) => comparison.IsAtLeastAsync(factor.Value);

    [Then("the {quantile} latency is at most {factor} times that of a health check")]
    public Task ThenTheLatencyIsAtMostThatOfAHealthCheck(Measure quantile, Factor factor) => comparison.IsAtMostAsync(factor.Value);

    [Then("the last wave is at most {percentage} slower on average than the first")]
    public Task ThenTheLastWaveIsAtMostSlower(Percentage slower) => ThenTheLatencyOfTheLastWaveIsAtMostAbove(Measure.Parse("mean latency"), slower);

    [Then("the {quantile} latency of the last wave is at most {percentage} above that of the first")]
    public Task ThenTheLatencyOfTheLastWaveIsAtMostAbove(Measure quantile, Percentage above) =>
        comparison.LastWaveIsAtMostAsync($"{quantile}", quantile.Of, 1 + above.Fraction);
}
