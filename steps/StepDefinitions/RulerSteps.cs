using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class RulerSteps(StallDriver stall, TrendDriver trend, VerdictDriver verdicts, ServiceDriver service)
{
    [Given("alerts arrive at {rate}")]
    public void GivenAlertsArrive(Rate rate) => stall.Begin(rate.PerSecond);

    [When("the service stalls for {duration}")]
    public Task WhenTheServiceStalls(TimeSpan time) => stall.StallAsync(time);

    [Then("at least {count} alerts are reported as delayed by the stall")]
    public void ThenAlertsAreDelayed(Count alerts) => stall.DelayedAtLeast(alerts);

    [Given("a history of {count} runs")]
    public async Task GivenAHistory(Count runs)
    {
        await service.StartAsync();
        trend.Begin(runs);
    }

    [When("the service is made {percentage} slower for {count} runs")]
    public Task WhenTheServiceIsMadeSlower(Percentage slowdown, Count runs) => trend.SlowDownAsync(slowdown.Fraction, runs);

    [Then("the trend verdict is {string}")]
    public void ThenTheTrendIs(string verdict) => trend.Is(verdict);

    [Given("{count} response times drawn from a seed, in {count} bursts")]
    public void GivenResponseTimes(Count times, Count bursts) => verdicts.Draw(times, bursts);

    [When("they are judged twice, at the same moment of a clock that stands still")]
    public void WhenTheyAreJudgedTwice() => verdicts.JudgeTwice();

    [Then("the two records are the same, byte for byte")]
    public void ThenTheRecordsAreTheSame() => verdicts.AreTheSame();
}
