using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Summary;

namespace IncidentAgent.Tests.Investigation.Summary;

public sealed class PlainSummaryTests
{
    [Fact]
    public void It_says_how_sure_of_what_and_why_and_what_changed_and_what_is_missing() => Write(Found.Findings, Found.Analysis).Should().Be(
        "Likely: payments (deployment regression), which explains 82 % of what is out of the ordinary. [prometheus-1, loki-1] "
        + "Its latency is 16 times the usual since 11:53. [prometheus-1, loki-1] "
        + "The last change before the first alert, at 11:52:00 UTC: deployment of payments, v1.4.2 by ana. [prometheus-1] "
        + "Looked at evidence of loki, prometheus; missing from jaeger.");

    [Fact]
    public void An_inconclusive_analysis_says_so_first_and_names_a_suspect_only_as_one() =>
        Write(Found.Findings, Found.Analysis with { Certainty = Certainty.Inconclusive, Because = "Two causes explain about as much." }).Should().StartWith(
            "Inconclusive: Two causes explain about as much. The first suspect is payments (deployment regression), which explains 82 %");

    [Fact]
    public void Nothing_found_is_two_sentences() =>
        Write(new Findings(Samples.Noon, Samples.Noon, [], []), new Analysis { Certainty = Certainty.Inconclusive, Because = "Nothing is out of the ordinary." })
            .Should().Be("Inconclusive: Nothing is out of the ordinary. No source gave evidence.");

    [Fact]
    public void A_change_after_the_first_alert_is_no_suspect()
    {
        var late = Found.Evidence("github-1", "Deployments", "1 deployment") with { Facts = new Facts { Changes = [Found.Change(1, "deployment", "payments", "v2")] } };

        Write(new Findings(Samples.Noon, Samples.Noon, [late], []), Found.Analysis).Should().NotContain("v2");
    }

    [Fact]
    public void The_same_findings_give_the_same_words() =>
        Write(Found.Findings, Found.Analysis).Should().Be(Write(Found.Findings with { }, Found.Analysis with { }));

    private static string Write(Findings findings, Analysis analysis) => PlainSummary.Write(Samples.Incident("payments"), findings, analysis).ToString();
}
