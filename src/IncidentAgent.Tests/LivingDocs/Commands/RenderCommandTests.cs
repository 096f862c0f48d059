using System.CommandLine;
using IncidentAgent.Tests.Support;
using LivingDocs.Commands;

namespace IncidentAgent.Tests.LivingDocs.Commands;

public sealed class RenderCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_is_written_and_named()
    {
        await File.WriteAllLinesAsync(In("run.ndjson"), await SampleSuite.RunAsync(("features/Slack.feature", SampleSuite.Slack)));

        var (code, output, _) = await RunAsync("--messages", In("run.ndjson"), "--history", In("none"), "--founding", In("none"), "--output", In("page.html"));

        code.Should().Be(0);
        output.Trim().Should().Be(In("page.html"));
        File.ReadAllText(In("page.html")).Should().Contain("From opened to resolved");
    }

    [Fact]
    public async Task Without_a_run_and_a_history_it_says_what_to_do()
    {
        var (code, _, error) = await RunAsync("--messages", In("run.ndjson"), "--history", In("none"));

        code.Should().Be(1);
        error.Should().Contain("Run `dotnet test` first").And.Contain(In("run.ndjson"));
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_an_error()
    {
        await File.WriteAllLinesAsync(In("run.ndjson"), []);

        var (code, _, error) = await RunAsync("--messages", In("run.ndjson"), "--history", In("none"), "--output", In("run.ndjson/page.html"));

        code.Should().Be(1);
        error.Should().StartWith("The page was not written: ");
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await RenderCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, $"{output}", $"{error}");
    }
}
