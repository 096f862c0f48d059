using Benchmarks;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("intake --rounds 0", "--rounds is '0'; it must be a whole number from 1 to 999.")]
    [InlineData("intake --seconds many", "--seconds is 'many'; it must be a whole number from 1 to 600.")]
    [InlineData("intake --alerts 1,,20", "--alerts is ''; it must be a whole number from 1 to 1000.")]
    [InlineData("intake --connections 16,1001", "--connections is '1001'; it must be a whole number from 1 to 1000.")]
    [InlineData("intake --driver ab", "Argument 'ab' not recognized. Must be one of:\n\t'wrk'\n\t'own'")]
    [InlineData("growth --most 10", "--most is '10'; it must be a whole number from 1000 to 10000000.")]
    [InlineData("start --times -1", "--times is '-1'; it must be a whole number from 1 to 999.")]
    [InlineData("intake --fast", "--fast is not known; see --help")]
    [InlineData("intak", "intak is not known; see --help")]
    public async Task A_wrong_option_is_said_and_nothing_is_measured(string line, string said)
    {
        var (code, error) = await RunAsync(line);

        code.Should().Be(2);
        error.TrimEnd().Should().Be(said);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_before_anything_is_measured()
    {
        using var folder = new Support.TemporaryDirectory();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        var (code, error) = await RunAsync($"intake --quick --output {file}");

        code.Should().Be(1);
        error.Should().Contain(file).And.NotContain("   at ");
    }

    private static async Task<(int Code, string Error)> RunAsync(string line)
    {
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(line.Split(' '), TextWriter.Null, error);
        return (code, error.ToString());
    }
}
