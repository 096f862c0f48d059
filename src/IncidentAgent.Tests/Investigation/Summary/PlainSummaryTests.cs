using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Investigation.Summary;

namespace IncidentAgent.Tests.Investigation.Summary;

public sealed class PlainSummaryTests
{
    [Fact]
    public void It_says_how_sure_of_what_and_why_and_what_changed_and_what_is_missing() => Write(Found.Findings, Found.Analysis).Should().Be(
        "Root cause: payments (deployment regression), LIKELY; explains 82 % of the added latency. [prometheus-1, loki-1] "
        + "Its latency is 16 times the usual since 11:53. [prometheus-1, loki-1] "
        + "Changed shortly before: a deployment of payments 1 min before the onset (v1.4.2 by ana). [github-1] "
        + "Looked at evidence of github, loki, prometheus; missing from jaeger.");

    [Fact]
    public void An_inconclusive_analysis_says_so_first_and_names_a_suspect_only_as_one() =>
        Write(Found.Findings, Found.Analysis with { Certainty = Certainty.Inconclusive, Because = "Two causes explain about as much.", Changes = [] }).Should().Be(
            "Root cause: INCONCLUSIVE. Two causes explain about as much. "
            + "The first suspect is payments (deployment regression), explains 82 % of the added latency. [prometheus-1, loki-1] "
            + "Looked at evidence of github, loki, prometheus; missing from jaeger.");

    [Fact]
    public void Nothing_found_is_two_sentences() =>
        Write(new Findings(Samples.Noon, Samples.Noon, [], []), new Analysis { Certainty = Certainty.Inconclusive, Because = "Nothing is out of the ordinary." })
            .Should().Be("Root cause: INCONCLUSIVE. Nothing is out of the ordinary. No source gave evidence.");

    [Fact]
    public void A_line_break_in_a_name_stays_in_its_line() =>
        Write(Found.Findings, Found.Of(Certainty.Likely, Found.Analysis.Causes[0] with { Service = "a\nb", Explanation = "c\r\nd" })).Should().NotContainAny("\n", "\r");

    private static string Write(Findings findings, Analysis analysis) => PlainSummary.Write(findings, analysis).ToString();
}
