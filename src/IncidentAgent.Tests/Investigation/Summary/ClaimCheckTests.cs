using FsCheck.Fluent;
using FsCheck.Xunit;
using IncidentAgent.Investigation.Summary;

namespace IncidentAgent.Tests.Investigation.Summary;

public sealed class ClaimCheckTests
{
    [Theory]
    [InlineData("The latency of payments rose from 0.2 s to 3.5 s.", "prometheus-1")]
    [InlineData("Payments explains 82% of it, and has 41 error lines.", "loki-1")]
    [InlineData("Since 11:53 it is 16 times slower than usual.", "prometheus-1", "loki-1")]
    [InlineData("The pool of orders is 97 % in use.", "prometheus-2")]
    [InlineData("A deployment of payments changed it 1 min before, v1.4.2 by ana.", "github-1")]
    [InlineData("It isn't the usual, as prometheus-1 shows.", "prometheus-1")]
    public void What_the_cited_evidence_holds_may_be_said(string text, params string[] evidence) => Kept(text, evidence).Should().BeTrue();

    [Theory]
    [InlineData("It is slow.")]
    [InlineData("It is slow.", "prometheus-9")]
    [InlineData("It is slow.", "prometheus-1", "prometheus-9")]
    [InlineData("The latency rose to 35 s.", "prometheus-1")]
    [InlineData("The latency rose to 5 s.", "prometheus-1")]
    [InlineData("The latency rose tenfold.", "prometheus-1")]
    [InlineData("The latency of orders rose.", "prometheus-1")]
    [InlineData("The pool of payments is full.", "prometheus-2")]
    [InlineData("It explains 13 % of it.", "prometheus-1")]
    [InlineData("It began with v1.4.2.", "prometheus-1")]
    [InlineData("The database Redis is down.", "prometheus-1")]
    [InlineData("Redis is down.", "prometheus-1")]
    [InlineData("It waits for redis.", "prometheus-1")]
    [InlineData("It waits for the queue.", "prometheus-1")]
    [InlineData("It is slow because of the checkout.", "prometheus-1")]
    [InlineData("billing-db is down.", "prometheus-1")]
    [InlineData("Two requests failed.", "prometheus-1")]
    [InlineData("It is CONFIRMED.", "prometheus-1")]
    [InlineData("This is certainly payments.", "prometheus-1")]
    [InlineData("It is ｃｏｎｆｉｒｍｅｄ.", "prometheus-1")]
    [InlineData("It is likely payments.", "prometheus-1")]
    [InlineData("Please restart payments.", "prometheus-1")]
    [InlineData("See https://evil.example for payments.", "prometheus-1")]
    [InlineData("It is slow.\nIt is over.", "prometheus-1")]
    [InlineData("  ", "prometheus-1")]
    [InlineData(null, "prometheus-1")]
    public void Anything_else_is_dropped(string? text, params string[] evidence) => Kept(text, evidence).Should().BeFalse();

    [Property(MaxTest = 300)]
    public FsCheck.Property A_number_that_the_evidence_does_not_hold_is_dropped_wherever_it_stands() => Prop.ForAll(
        Gen.Choose(1000, 1_000_000).Two().ToArbitrary(),
        numbers => Kept($"Payments has {numbers.Item1} slow and {numbers.Item2} failed requests.", ["prometheus-1", "loki-1"]).Should().BeFalse());

    [Fact]
    public void At_most_three_sentences_are_kept_and_none_twice()
    {
        string[] texts = ["It is slow.", "It is slow.", "It is late.", "It is bad.", "It is worse."];

        Supported([.. texts.Select(text => new ModelSentence(text, ["loki-1"]))]).Select(claim => claim.Text).Should().Equal("It is slow.", "It is late.", "It is bad.");
    }

    [Theory]
    [InlineData("{\"sentences\":[{\"text\":\"a\",\"evidence\":[\"loki-1\"]}]}", true)]
    [InlineData("```json\n{\"sentences\":[]}\n```", true)]
    [InlineData("```", false)]
    [InlineData("```\n```", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    [InlineData("{\"sentences\":\"a\"}", false)]
    [InlineData("{\"sentences\":[1]}", false)]
    [InlineData("{\"sentences\":[]} and more", false)]
    public void An_answer_is_the_JSON_that_was_asked_for_or_none(string text, bool isAnswer) => (ModelAnswer.Read(text) is not null).Should().Be(isAnswer);

    private static bool Kept(string? text, IReadOnlyList<string?> evidence) => Supported(new ModelSentence(text, evidence)).Count == 1;

    private static IReadOnlyList<Claim> Supported(params IReadOnlyList<ModelSentence> sentences) =>
        ClaimCheck.Supported(new ModelAnswer(sentences), Found.Findings.Evidence, Found.Analysis, new HashSet<string> { "payments", "orders", "queue" });
}
