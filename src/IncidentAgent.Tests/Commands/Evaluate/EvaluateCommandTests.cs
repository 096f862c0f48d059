using System.Text.Json.Nodes;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Commands.Evaluate;

public sealed class EvaluateCommandTests
{
    [Fact]
    public async Task The_table_shows_each_scenario_and_metric()
    {
        var typed = await Typed.RunAsync("evaluate", "--dataset", PetShopTests.Folder);

        typed.ExitCode.Should().Be(0);
        typed.Output.Should().Contain("excess-blame").And.Contain("All 20: top-1 20, top-3 20").And.Contain("2 LIKELY, 2 INCONCLUSIVE");
        typed.Output.Split('\n').Count(line => line.Contains("latency", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public async Task Ties_are_told_with_their_worst_and_best()
    {
        using var part = OnlyOf("high_traffic");

        var typed = await Typed.RunAsync("evaluate", "--dataset", part.Path, "--method", "traversal");

        typed.Output.Should().Contain("1.33 (0 to 4)").And.Contain("4 (2 empty)");
    }

    [Fact]
    public async Task An_evaluation_is_also_JSON()
    {
        using var part = OnlyOf("low_traffic");

        var typed = await Typed.RunAsync("evaluate", "--dataset", part.Path, "--json");

        var rows = JsonNode.Parse(typed.Output)!["rows"]!.AsArray();
        rows.Sum(row => row!["top1"]!["expected"]!.GetValue<double>()).Should().Be(8);
        rows.Select(row => row!["metric"]!.GetValue<string>()).Distinct().Should().BeEquivalentTo("Latency", "Availability");
        rows[0]!["verdicts"]!["Likely"]!.GetValue<int>().Should().Be(2);
    }

    /// <summary>One scenario of the dataset: the evaluation of all of them takes seconds.</summary>
    private static TemporaryDirectory OnlyOf(string scenario)
    {
        var part = new TemporaryDirectory();
        Directory.CreateSymbolicLink(Path.Combine(part.Path, scenario), Path.Combine(PetShopTests.Folder, scenario));
        return part;
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_in_one_line()
    {
        var typed = await Typed.RunAsync("evaluate", "--dataset", "/nowhere");

        (typed.ExitCode, typed.Error, typed.Output).Should().Be((2, "/nowhere: there is no such folder\n", ""));
    }

    [Theory]
    [InlineData("", "no issue of PetShop is here")]
    [InlineData("shop/graph.csv|,a\na,0,1", "graph.csv: not a call graph of PetShop")]
    [InlineData("shop/graph.csv|,a\na,0;shop/noissue/metrics.csv|microservice,a", "metrics.csv: not a table of PetShop")]
    [InlineData("shop/graph.csv|,a\na,0;shop/train/issue_0/metrics.csv|microservice,a\nmetric,latency\nstatistic,Average\n1,two", "'two' is not a number")]
    [InlineData("shop/graph.csv|,a\na,0;shop/train/issue_0/metrics.csv|microservice,a\nmetric,latency\nstatistic,Average\n1,2", "has 1 rows where 5")]
    public async Task A_folder_with_something_else_in_it_is_told_in_one_line(string files, string fault)
    {
        using var folder = new TemporaryDirectory();
        foreach (var file in files.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(file => file.Split('|')))
        {
            var path = Path.Combine(folder.Path, file[0]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file[1]);
        }

        var typed = await Typed.RunAsync("evaluate", "--dataset", folder.Path);

        typed.ExitCode.Should().Be(2);
        typed.Error.Should().Contain(fault).And.MatchRegex("^[^\n]*\n$");
    }

    [Fact]
    public async Task An_unknown_method_is_refused()
    {
        var typed = await Typed.RunAsync("evaluate", "--dataset", PetShopTests.Folder, "--method", "guess");

        typed.ExitCode.Should().Be(2);
        typed.Error.Should().Contain("guess");
    }
}
