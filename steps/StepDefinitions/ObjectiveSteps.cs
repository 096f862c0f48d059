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
    public void ThenTheseObjectivesAreMet(IReadOnlyList<Objective> rows) => objectives.Judge(rows);

    [Then("every alert is accepted")]
    public void ThenEveryAlertIsAccepted() => traffic.Measured.Accepted.Should().Be(traffic.Measured.Count, "every alert is accepted");

    [Then("it is accepted within {duration}")]
    public void ThenItIsAcceptedWithin(TimeSpan within) => objectives.StaysBelow(Measure.Parse("maximum latency"), within);

    [Then("the {quantile} latency stays below {duration}")]
    public void ThenTheLatencyStaysBelow(Measure quantile, TimeSpan limit) => objectives.StaysBelow(quantile, limit);

    [Then("the first alert is accepted within {duration}")]
    public void ThenTheFirstAlertIsAcceptedWithin(TimeSpan within) =>
        objectives.StaysBelow("first alert", sample => sample.Index == 0, Measure.Parse("maximum latency"), within);

    [Then("the {quantile} latency of the other {count} stays below {duration}")]
    public void ThenTheLatencyOfTheOthersStaysBelow(Measure quantile, Count others, TimeSpan limit)
    {
        traffic.Measured.Count.Should().Be(others + 1);
        objectives.StaysBelow("other alerts", sample => sample.Index > 0, quantile, limit);
    }

    [Then("the alerts were sent on time")]
    public void ThenTheAlertsWereSentOnTime() => objectives.WasOnTime();

    [Then("they are handled at least {factor} times sooner")]
    public void ThenTheyAreHandledSooner(Factor factor) => comparison.IsAtMost(1 / factor.Value);

    [Then("the throughput is at least {factor} times that with half as many")]
    public void ThenTheThroughputIsAtLeast(Factor factor) => comparison.IsAtLeast(factor.Value);

    [Then("the {quantile} latency is at most {factor} times that of a health check")]
    public void ThenTheLatencyIsAtMostThatOfAHealthCheck(Measure quantile, Factor factor) => comparison.IsAtMost(factor.Value);

    [Then("the last wave is at most {percentage} slower on average than the first")]
    public void ThenTheLastWaveIsAtMostSlower(Percentage slower)
    {
        comparison.LastWaveWithFirst(wave => wave.Mean.TotalSeconds);
        comparison.IsAtMost(1 + slower.Fraction);
    }

    [Then("the {quantile} latency of the last wave is at most {percentage} above that of the first")]
    public void ThenTheLatencyOfTheLastWaveIsAtMostAbove(Measure quantile, Percentage above)
    {
        comparison.LastWaveWithFirst(quantile.Of);
        comparison.IsAtMost(1 + above.Fraction);
    }
}
