using LivingDocs.Proposals;

namespace IncidentAgent.Tests.LivingDocs.Proposals;

public sealed class TableTextTests
{
    [Theory]
    [InlineData("| a | < 1000 ms |", "| a | < 430 ms  |")]
    [InlineData("| a |  < 1000 ms |", "| a |   < 430 ms |")]
    [InlineData("|a|< 1000 ms|", "|a|< 430 ms |")]
    [InlineData(@"| a\|b | < 1000 ms |", @"| a\|b | < 430 ms  |")]
    [InlineData("| a | < 1000 ms | b |\r", "| a | < 430 ms  | b |\r")]
    public void A_cell_is_written_where_it_stands(string line, string written)
    {
        string[] lines = [line];

        TableText.Write(lines, [1], 1, 1, "< 430 ms");

        lines.Should().Equal(written);
    }

    [Fact]
    public void What_does_not_fit_widens_its_column_in_every_row()
    {
        string[] lines = ["  | t     |   n |", "  # rate", "  | < 1 s |   1 |", "  | < 2 s |  20 |"];

        TableText.Write(lines, [1, 3, 4], 3, 0, "< 950 ms");

        lines.Should().Equal("  | t        |   n |", "  # rate", "  | < 950 ms |   1 |", "  | < 2 s    |  20 |");
    }
}
