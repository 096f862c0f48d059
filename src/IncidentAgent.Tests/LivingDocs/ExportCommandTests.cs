using System.CommandLine;
using IncidentAgent.Tests.Support;
using LivingDocs.Commands;

namespace IncidentAgent.Tests.LivingDocs;

public sealed class ExportCommandTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Data", "slo-export");

    [Theory]
    [InlineData("slo/openslo.yaml")]
    [InlineData("slo/prometheus-rules.yaml")]
    [InlineData("slo/prometheus-rules-test.yaml")]
    [InlineData("Buckets.g.cs")]
    public void A_feature_becomes(string file)
    {
        using var folder = Example();
        Export(folder.Path).ExitCode.Should().Be(0);

        File.ReadAllText(Path.Combine(folder.Path, file)).Should().Be(Expected(Path.GetFileName(file) + (file.EndsWith(".cs") ? ".txt" : "")));
    }

    [Fact]
    public void The_terminal_says_what_alerts_and_what_is_not_exported_and_why()
    {
        using var folder = Example();

        string.Join('\n', Export(folder.Path).Said.Split('\n').Where(line => !line.StartsWith("Wrote "))).Should().Be(Expected("terminal.txt"));
    }

    [NeedsFact(Promtool.Program)]
    public async Task Prometheus_takes_the_rules_of_the_example_and_they_pass_their_test()
    {
        using var folder = Example();
        Export(folder.Path);

        await PromtoolAgrees(Path.Combine(folder.Path, "slo"));
    }

    [NeedsFact(Promtool.Program)]
    public async Task Prometheus_takes_the_rules_of_the_features_and_they_pass_their_test()
    {
        using var folder = RealFeatures();
        var (exitCode, said) = Export(folder.Path);

        exitCode.Should().Be(0, said);
        said.Should().Contain("intake-latency-p95: P95 latency < 1000 ms, pages and tickets");
        await PromtoolAgrees(Path.Combine(folder.Path, "slo"));
    }

    [Fact]
    public void The_service_has_the_boundaries_that_the_features_give()
    {
        const string File = "src/IncidentAgent/Telemetry/ObjectiveBuckets.g.cs";
        using var folder = RealFeatures();
        Export(folder.Path).ExitCode.Should().Be(0);

        System.IO.File.ReadAllText(Path.Combine(Repository.Root, File)).Should().Be(
            System.IO.File.ReadAllText(Path.Combine(folder.Path, File)), "`dotnet run --project src/LivingDocs -- export` writes it");
    }

    [Fact]
    public void Without_the_file_of_metrics_it_says_so()
    {
        using var folder = new TemporaryDirectory();

        var (exitCode, said) = Export(folder.Path);

        exitCode.Should().Be(1);
        said.Should().Contain("slo-metrics.yaml");
    }

    [Fact]
    public void A_file_of_metrics_that_is_not_understood_is_named()
    {
        using var folder = Example();
        File.AppendAllText(Path.Combine(folder.Path, "features", "slo-metrics.yaml"), "colour: red\n");

        var (exitCode, said) = Export(folder.Path);

        exitCode.Should().Be(1);
        said.Should().Contain("slo-metrics.yaml: Line 9: ");
    }

    private static async Task PromtoolAgrees(string folder)
    {
        var (check, checkSaid) = await Promtool.RunAsync("check", "rules", Path.Combine(folder, ExportCommand.RulesFile));
        check.Should().Be(0, checkSaid);
        var (test, testSaid) = await Promtool.RunAsync("test", "rules", Path.Combine(folder, ExportCommand.RulesTestFile));
        test.Should().Be(0, testSaid);
    }

    private static (int ExitCode, string Said) Export(string folder)
    {
        var said = new StringWriter { NewLine = "\n" };
        var exitCode = ExportCommand.Create().Parse(["--features", Path.Combine(folder, "features"), "--output", Path.Combine(folder, "slo")])
            .Invoke(new InvocationConfiguration { Output = said, Error = said });
        return (exitCode, said.ToString());
    }

    private static string Expected(string file) => File.ReadAllText(Path.Combine(Golden, "expected", file));

    private static TemporaryDirectory Example() => With(Path.Combine(Golden, "features"));

    /// <summary>A copy: the boundaries are written beside the features, and a test changes no file of the working copy.</summary>
    private static TemporaryDirectory RealFeatures()
    {
        var folder = With(Path.Combine(Repository.Root, "features"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "src", "IncidentAgent", "Telemetry"));
        return folder;
    }

    private static TemporaryDirectory With(string features)
    {
        var folder = new TemporaryDirectory();
        foreach (var file in Directory.EnumerateFiles(features, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Path, "features", Path.GetRelativePath(features, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }
}
