using Benchmarks.Reporting;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class TableTests
{
    [Fact]
    public void Names_stand_on_the_left_and_figures_on_the_right()
    {
        var table = new Table(names: 1, "subject", "rate");
        table.Add("a", "12 000");
        table.Add("another", "1");

        table.ToString().Should().Be(
            """
            | subject |   rate |
            | ------- | ------:|
            | a       | 12 000 |
            | another |      1 |

            """);
    }

    [Fact]
    public void A_row_has_a_cell_for_each_column()
    {
        var add = () => new Table(names: 1, "subject", "rate").Add("a");

        add.Should().Throw<ArgumentException>();
    }
}
