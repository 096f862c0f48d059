using LivingDocs.Proposals;

namespace IncidentAgent.Tests.LivingDocs.Proposals;

public sealed class ThresholdRowTests
{
    [Fact]
    public void The_nearest_tag_names_the_objective()
    {
        var rows = ThresholdRow.In("""
            @slo:feature
            Feature: F
              Scenario: One
                Then it meets:
                  | measure    | target | threshold |
                  | error rate | = 0 %  | < 1 %     |
              @slo:rule
              Rule: R
                @slo:scenario
                Scenario Outline: Two
                  Then it meets:
                    | threshold | measure        | target |
                    | < 1 s     | P<p> latency   | < 1 ms |
                  Examples:
                    | p  | n |
                    | 50 | 1 |
                  @slo:examples
                  Examples:
                    | p  | n |
                    | 95 | 2 |
                Scenario: Three
                  Then it meets:
                    | measure    | target | threshold |
                    | error rate | = 0 %  | < 1 %     |
            """);

        rows.Select(row => string.Join("; ", row.Keys.Select(key => $"{key.Slo} {key.Measure} {string.Join(',', key.Example.Values)}")))
            .Should().Equal("feature error rate ", "scenario P50 latency 50,1; examples P95 latency 95,2", "rule error rate ");
        rows.Select(row => (row.Line, row.Column)).Should().Equal((6, 2), (13, 0), (24, 2));
        rows[1].Table.Should().Equal(12, 13);
    }

    [Fact]
    public void Without_a_name_or_a_table_of_objectives_there_is_no_objective()
    {
        var rows = ThresholdRow.In("""
            Feature: F
              Scenario: Unnamed
                Then it meets:
                  | measure    | target | threshold |
                  | error rate | = 0 %  | < 1 %     |
              @slo:named
              Scenario: Another table
                Given these:
                  | name | threshold |
                  | a    | < 1 s     |
            """);

        rows.Should().ContainSingle().Which.Keys.Should().BeEmpty();
        ThresholdRow.In("").Should().BeEmpty();
    }

    [Fact]
    public void What_is_no_Gherkin_is_refused_with_its_place() =>
        FluentActions.Invoking(() => ThresholdRow.In("Feature: F\n  Scenario: X\n    Given a\n      | a |\n      | a | b |")).Should().Throw<FormatException>().WithMessage("*(5:7)*");
}
