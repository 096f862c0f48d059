using System.Globalization;
using System.Text.Json;
using IncidentAgent.Commands.Evaluate;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Tests.Commands.Evaluate;

/// <summary>The published numbers, on the training issues of PetShop.</summary>
public sealed class PetShopTests(PetShopTests.Dataset dataset) : IClassFixture<PetShopTests.Dataset>
{
    private static readonly ExcessBlameMethod Ours = new();

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "petshop");

    [Fact]
    public void The_first_answer_is_right_for_all_twenty() => Right(onset: 2).Should().Be(20);

    [Fact]
    public void An_onset_believed_one_bin_early_costs_at_most_one_of_twenty() => Right(onset: 1).Should().BeGreaterThanOrEqualTo(19);

    [Fact]
    public void An_onset_believed_one_bin_late_costs_at_most_three_of_twenty() => Right(onset: 3).Should().BeGreaterThanOrEqualTo(17);

    [Fact]
    public void Sixteen_are_told_with_a_likely_cause_and_none_is_confirmed_by_measurements_alone()
    {
        var verdicts = dataset.Cases.Select(question => Ours.Ask(question).Certainty).ToList();

        verdicts.Count(verdict => verdict == Certainty.Likely).Should().Be(16);
        verdicts.Count(verdict => verdict == Certainty.Inconclusive).Should().Be(4);
    }

    [Theory]
    [InlineData("low_traffic", Signal.Latency, 0.95)]
    [InlineData("high_traffic", Signal.Latency, 0.95)]
    [InlineData("low_traffic", Signal.Availability, 0.95)]
    [InlineData("high_traffic", Signal.Availability, 0.95)]
    public void Nobody_is_blamed_when_nothing_is_wrong(string scenario, Signal signal, double share)
    {
        var windows = PetShop.Normally(dataset.PetShop.Scenarios.Single(one => one.Name == scenario), "PetSite", signal).ToList();

        windows.Should().HaveCount(585);
        windows.Average(window => Ours.IsSilent(window) ? 1.0 : 0).Should().BeGreaterThanOrEqualTo(share);
    }

    [Theory]
    [InlineData("low_traffic", Signal.Latency, 1, 1, 2)]
    [InlineData("low_traffic", Signal.Availability, 2, 4, 0)]
    [InlineData("high_traffic", Signal.Latency, 1, 2, 2)]
    [InlineData("high_traffic", Signal.Availability, 4 / 3.0, 4, 0)]
    public void The_baseline_traversal_does_as_well_as_the_published_one(string scenario, Signal signal, double first, double third, int empty)
    {
        var answers = Answers(new TraversalMethod(), scenario, signal);

        answers.Sum(answer => Recall.Of(answer.Answer, answer.Question.RootCause, 1).Expected).Should().BeApproximately(first, 1e-9);
        answers.Sum(answer => Recall.Of(answer.Answer, answer.Question.RootCause, 3).Expected).Should().BeApproximately(third, 1e-9);
        answers.Count(answer => answer.Answer.Nodes.Count == 0).Should().Be(empty);
    }

    [Theory]
    [InlineData("low_traffic", Signal.Latency, 2, 2)]
    [InlineData("low_traffic", Signal.Availability, 3, 4)]
    [InlineData("high_traffic", Signal.Latency, 2, 2)]
    [InlineData("high_traffic", Signal.Availability, 3, 4)]
    public void The_baseline_ranked_correlation_is_what_it_was_reproduced_as(string scenario, Signal signal, double first, double third)
    {
        var answers = Answers(new RankedCorrelationMethod(), scenario, signal);

        answers.Sum(answer => Recall.Of(answer.Answer, answer.Question.RootCause, 1).Expected).Should().Be(first);
        answers.Sum(answer => Recall.Of(answer.Answer, answer.Question.RootCause, 3).Expected).Should().Be(third);
    }

    [Fact]
    public void Without_normal_rows_the_first_row_of_the_other_issues_stands_in() =>
        dataset.Cases.Where(question => question.IsSurrogate).Select(question => question.Normal.Rows).Should().Equal(3, 3, 3, 3);

    [Fact]
    public void The_same_issues_give_the_same_bytes_also_in_another_culture()
    {
        var first = Bytes();
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.PercentSymbol = "pc";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Bytes().Should().Be(first);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private string Bytes() => string.Join('\n', dataset.Cases.Select(question => Ours.Ask(question)).Select(answer =>
        string.Join(';', answer.Nodes.Select(node => JsonSerializer.Serialize(node.Score) + node.Node)) + answer.Certainty));

    private int Right(int onset) =>
        dataset.Cases.Count(question => Ours.Ask(question with { Onset = onset }).Nodes is [var first, ..] && first.Node == question.RootCause);

    private List<(PetShopCase Question, Answer Answer)> Answers(IRankingMethod method, string scenario, Signal signal) =>
        [.. dataset.Cases.Where(question => question.Group == scenario && question.Signal == signal).Select(question => (question, method.Ask(question)))];

    public sealed class Dataset
    {
        internal PetShop PetShop { get; } = PetShopFiles.Read(Folder);

        internal IReadOnlyList<PetShopCase> Cases => field ??= [.. PetShop.Cases()];
    }
}
