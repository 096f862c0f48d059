using IncidentAgent.Commands.Evaluate;

namespace IncidentAgent.Tests.Commands.Evaluate;

public sealed class RecallTests
{
    [Theory]
    [InlineData(1, 1 / 3.0, 0, 1)]
    [InlineData(2, 2 / 3.0, 0, 1)]
    [InlineData(3, 1, 1, 1)]
    public void Of_equal_scores_each_order_counts_the_same(int first, double expected, int worst, int best) =>
        Recall.Of(Answer.Of([("a", 5), ("b", 5), ("c", 5), ("d", 1)]), "b", first).Should().Be(new Recall(expected, worst, best));

    [Fact]
    public void A_cause_that_is_not_named_is_missed() => Recall.Of(Answer.Of([("a", 5)]), "b", 3).Should().Be(Recall.None);

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 2.0, 4, 7 }, 0.073186)]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { 2.0, 4, 7, 5 }, 0.255792)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, new[] { 2.0, 4, 7, 1, 9 }, 0.371933)]
    [InlineData(new[] { 1.0, 2, double.NaN }, new[] { 2.0, 4, 7 }, 1)]
    [InlineData(new[] { 1.0, 1, 1 }, new[] { 2.0, 4, 7 }, double.NaN)]
    public void The_chance_of_a_correlation_is_that_of_students_test(double[] one, double[] other, double chance)
    {
        var found = RankedCorrelationMethod.PearsonChance(one, other);

        (double.IsNaN(chance) ? double.IsNaN(found) : Math.Abs(found - chance) < 1e-3).Should().BeTrue($"it is {found}");
    }
}
