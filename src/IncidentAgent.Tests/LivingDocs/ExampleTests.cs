using System.Text.RegularExpressions;

namespace IncidentAgent.Tests.LivingDocs;

/// <summary>The page that is published with the repository.</summary>
public sealed class ExampleTests
{
    private static readonly string Html = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "example.html"));

    [Fact]
    public void It_tells_nothing_of_the_machine_it_was_made_on()
    {
        Regex.Matches(Html, @"(?<![\w.…])(/(home|root|Users|tmp|var|usr|opt|mnt|work)/|~/|[A-Z]:\\)[^<\s]*").Select(match => match.Value).Should().BeEmpty("paths are nobody's business");
        Regex.Matches(Html, @"(?<![\d.])(?!127\.|0\.0\.0\.0)(\d{1,3}\.){3}\d{1,3}(?![\d.])").Select(match => match.Value).Should().BeEmpty("nor are addresses");
        Regex.Matches(Html, @"https?://(?!127\.0\.0\.1|0\.0\.0\.0|localhost|\[|\(address\)|[\w.]*example)[^\s<""]+").Select(match => match.Value).Should().BeEmpty("nor are other hosts");
    }

    [Fact]
    public void It_shows_objectives_requirements_and_scenarios() =>
        Html.Should().ContainAll("id=\"promises\"", "id=\"founding\"", "id=\"requirements\"", "id=\"scenarios\"", "id=\"slo-intake-latency-p95-latency-alerts-100\"");
}
