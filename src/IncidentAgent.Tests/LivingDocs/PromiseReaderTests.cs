using LivingDocs.Features;
using ServiceLevels.Export;

namespace IncidentAgent.Tests.LivingDocs;

public sealed class PromiseReaderTests
{
    private const string Table = """
              | measure     | target | threshold |
              | P95 latency | < 1 s  | < 2 s     |
        """;

    [Fact]
    public void The_name_nearest_to_the_scenario_counts() => PromiseReader.Read("a.feature", $"""
        @slo:feature @window:28d
        Feature: F
          Scenario: One
            Then these hold:
        {Table}

          @slo:rule
          Rule: R
            Scenario: Two
              Then these hold:
        {Table}

            @slo:scenario @window:60d
            Scenario: Three
              Then these hold:
        {Table}
        """).Select(promise => (promise.Slo, promise.Scenario, promise.Place, promise.WindowDays)).Should().Equal(
            ("feature", "One", "a.feature:3", 28), ("rule", "Two", "a.feature:10", 28), ("scenario", "Three", "a.feature:16", 60));

    [Fact]
    public void A_scenario_without_a_name_promises_nothing_here() => PromiseReader.Read("a.feature", $"""
        Feature: F
          Scenario: One
            Then these hold:
        {Table}
        """).Should().BeEmpty();

    [Fact]
    public void The_values_of_the_examples_are_filled_in() => PromiseReader.Read("a.feature", """
        Feature: F
          @slo:name
          Scenario Outline: <n> at once
            Then these hold:
              | measure     | target  | threshold |
              | P95 latency | < <a> s | < 2 s     |

            Examples:
              | n | a |
              | 1 | 1 |
              | 2 | 3 |
        """).SelectMany(promise => promise.Rows.Select(row => (promise.Scenario, row))).Should().Equal(
            ("<n> at once", new PromisedRow("P95 latency", "< 1 s", "< 2 s")), ("<n> at once", new PromisedRow("P95 latency", "< 3 s", "< 2 s")));

    [Fact]
    public void Other_tables_are_no_objectives() => PromiseReader.Read("a.feature", """
        Feature: F
          @slo:name
          Scenario: One
            Given these:
              | name | value |
              | a    | 1     |
        """).Should().ContainSingle().Which.Rows.Should().BeEmpty();

    [Theory]
    [InlineData("@window:7d")]
    [InlineData("@window:1M")]
    [InlineData("@window:")]
    public void A_period_that_is_none_is_said_with_its_place(string tag) => FluentActions.Invoking(() => PromiseReader.Read("a.feature", $"""
        Feature: F
          @slo:name {tag}
          Scenario: One
            Then it holds
        """)).Should().Throw<FormatException>().WithMessage($"a.feature:3: {tag} is no period of an error budget; write @window:28d to @window:90d.");

    [Fact]
    public void What_is_no_Gherkin_is_said_with_its_place() =>
        FluentActions.Invoking(() => PromiseReader.Read("a.feature", "Scenario: alone")).Should().Throw<FormatException>().WithMessage("a.feature: *1:1*");
}
