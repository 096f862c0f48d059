using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class TrafficSteps(TrafficDriver traffic, ComparisonDriver comparison)
{
    [Given("the time the service takes to handle {count} alerts one after another")]
    public void GivenTheTimeOneAfterAnother(Count alerts) => comparison.With(new Reference(
        "time to handle them over that one after another", _ => traffic.HandleAsync(new Arrivals.OneAfterAnother(alerts)), traffic.HandleAsync, measured => measured.TotalTime.TotalSeconds));

    [Given("the throughput with half as many alerts at once")]
    public void GivenTheThroughputWithHalf() => comparison.With(new Reference(
        "throughput over that with half as many", arrivals => traffic.AcceptAsync(new Arrivals.AtOnce(arrivals.Total / 2)), traffic.AcceptAsync, measured => measured.Throughput));

    [Given("the latency of {count} health checks")]
    public void GivenTheLatencyOfHealthChecks(Count times) => comparison.With(new Reference(
        "P50 latency over that of a health check", _ => traffic.AskAsync("/health", new Arrivals.OneAfterAnother(times)), traffic.AcceptAsync, Measure.Parse("P50 latency").Of));

    [When("{count} alerts arrive at once")]
    public Task WhenAlertsArriveAtOnce(Count alerts) => ArriveAsync(new Arrivals.AtOnce(alerts));

    [When("{count} alerts arrive one after another")]
    public Task WhenAlertsArriveOneAfterAnother(Count alerts) => ArriveAsync(new Arrivals.OneAfterAnother(alerts));

    [When("{count} waves of {count} alerts arrive {duration} apart")]
    public Task WhenWavesArrive(Count waves, Count alerts, TimeSpan apart) => ArriveAsync(new Arrivals.Waves(waves, alerts, apart));

    [When("alerts of {count} services arrive at {rate} for {duration}")]
    public Task WhenAlertsArriveAt(Count services, Rate rate, TimeSpan duration) =>
        traffic.ArriveAsync(Arrivals.AtRate.For(rate.PerSecond, duration), services);

    [When("a notification that groups {count} alert(s) arrives")]
    public Task WhenANotificationArrives(Count alerts) => traffic.NotifyAsync(alerts);

    [When("the health check is asked {count} times")]
    public Task WhenTheHealthCheckIsAsked(Count times) => traffic.AskAsync("health check", "/health", times);

    [When("the metrics are scraped {count} times")]
    public Task WhenTheMetricsAreScraped(Count times) => traffic.AskAsync("metrics", "/metrics", times);

    private Task ArriveAsync(Arrivals arrivals) => comparison.IsPending ? comparison.ArriveAsync(arrivals) : traffic.ArriveAsync(arrivals);
}
