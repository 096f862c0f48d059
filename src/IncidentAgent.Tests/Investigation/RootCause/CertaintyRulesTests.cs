using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Tests.Investigation.RootCause;

/// <summary>Each row of the table of rules, on both sides of its limit.</summary>
public sealed class CertaintyRulesTests
{
    [Theory]
    [InlineData(0.50, true, Certainty.Confirmed)]
    [InlineData(0.50, false, Certainty.Likely)]
    [InlineData(0.49, true, Certainty.Likely)]
    [InlineData(0.49, false, Certainty.Inconclusive)]
    public void With_shares_most_and_agreement_decide(double share, bool agrees, Certainty certainty) =>
        Decide([new("db", share, 20), new("web", 1 - share, 9)], agrees).Should().Be(certainty);

    [Theory]
    [InlineData(20, 10, false, Certainty.Likely)]
    [InlineData(19, 10, false, Certainty.Inconclusive)]
    [InlineData(19, 10, true, Certainty.Likely)]
    public void Without_shares_nothing_is_confirmed(double first, double next, bool agrees, Certainty certainty) =>
        Decide([new("db", null, first), new("web", null, next)], agrees).Should().Be(certainty);

    [Fact]
    public void One_measured_service_alone_cannot_be_told_apart() => Decide([new("web", null, 50)], agrees: false).Should().Be(Certainty.Inconclusive);

    [Theory]
    [InlineData(3.9, Certainty.Inconclusive)]
    [InlineData(4.1, Certainty.Likely)]
    public void The_symptom_must_be_out_of_the_ordinary(double deviations, Certainty certainty) =>
        Decide([new("db", 0.9, 20)], agrees: false, Latency(deviations)).Should().Be(certainty);

    [Theory]
    [InlineData(new[] { 0.9, 1, 0.9 }, Certainty.Inconclusive)]
    [InlineData(new[] { 1, 0.9, 0.9 }, Certainty.Likely)]
    public void A_lower_availability_must_last_for_two_bins(double[] after, Certainty certainty) =>
        Decide([new("db", 0.9, 20)], agrees: false, Symptom(Signal.Availability, 1, after)).Should().Be(certainty);

    private static Certainty Decide(IReadOnlyList<Suspect> suspects, bool agrees, Symptom? symptom = null) => CertaintyRules.Decide(new Standing
    {
        Alerting = ["web"],
        Symptom = symptom ?? Latency(10),
        Suspects = suspects,
        Agreements = agrees ? ["a deployment of db 4 min before the onset"] : [],
    }).Certainty;

    /// <summary>The spread of a latency that never differs is 5 % of it.</summary>
    private static Symptom Latency(double deviations) => Symptom(Signal.Latency, 1, [1 + (0.05 * deviations)]);

    private static Symptom Symptom(Signal signal, double usual, double[] after) => new("web", signal, 2, Deviation.Of(
        new ServiceWindow { History = [usual, usual, usual], Before = [usual, usual], After = after, Requests = [.. after.Select(_ => 100.0)] }, signal)!);
}
