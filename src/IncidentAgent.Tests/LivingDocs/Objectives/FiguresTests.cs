using IncidentAgent.Tests.ServiceLevels.History;
using LivingDocs.Objectives;
using ServiceLevels.Objectives;

namespace IncidentAgent.Tests.LivingDocs.Objectives;

public sealed class FiguresTests
{
    [Fact]
    public void A_percentile_spends_what_may_be_slower()
    {
        var record = Runs.Found(1, 0.4, samples: 300);

        var (bad, allowed) = Figures.Budget(record with { Threshold = record.Threshold with { Against = 3 } })!.Value;

        bad.Should().BeApproximately(0.01, 1e-9);
        allowed.Should().BeApproximately(0.05, 1e-9);
    }

    [Theory]
    [InlineData("error rate", "= 0 %", "< 1 %", 0.002, 0.002, 0.01)]
    [InlineData("success rate", "= 100 %", ">= 95 %", 0.99, 0.01, 0.05)]
    public void A_share_spends_what_may_be_bad(string measure, string target, string threshold, double measured, double bad, double allowed)
    {
        var record = Runs.Found(1, measured, new ObjectiveKey("s", measure, new Dictionary<string, string>()), target: target, threshold: threshold);

        var budget = Figures.Budget(record)!.Value;

        budget.Bad.Should().BeApproximately(bad, 1e-9);
        budget.Allowed.Should().BeApproximately(allowed, 1e-9);
    }

    [Fact]
    public void A_rate_has_no_budget() =>
        Figures.Budget(Runs.Found(1, 50, Runs.Throughput, target: "> 40 alerts/s", threshold: "> 20 alerts/s")).Should().BeNull();

    [Fact]
    public void Work_without_an_answer_never_ended() => Figures.Measured(Runs.Found(1, null)).Should().Be("never");

    [Fact]
    public void Nothing_was_measured_of_nothing() => Figures.Measured(Runs.Found(1, null, samples: 0)).Should().Be("nothing");
}
