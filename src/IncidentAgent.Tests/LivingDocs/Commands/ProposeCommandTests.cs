using System.CommandLine;
using IncidentAgent.Tests.ServiceLevels.History;
using IncidentAgent.Tests.Support;
using LivingDocs.Commands;
using ServiceLevels.History;

namespace IncidentAgent.Tests.LivingDocs.Commands;

public sealed class ProposeCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string History => Path.Combine(_folder.Path, "history.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Before_any_run_there_is_nothing_to_propose()
    {
        var (code, output, error) = await Propose();

        (code, output).Should().Be((0, ""));
        error.Should().Be($"Nothing to propose: there is no run in {History}; `dotnet test` adds them.\n");
    }

    [Fact]
    public async Task A_tighter_threshold_is_printed_and_what_could_not_be_read_is_said()
    {
        HistoryFile.Append(History, Runs.Daily(Enumerable.Range(0, 12).Select(day => day % 2 == 0 ? 0.4 : 0.41)));
        File.AppendAllText(History, "{\"run");
        File.WriteAllText(Path.Combine(_folder.Path, "Intake.feature"), """
            Feature: Intake
              @slo:intake-latency
              Scenario: A burst
                Then the intake meets these objectives:
                  | measure     | target   | threshold |
                  | P95 latency | < 300 ms | < 1 s     |
            """);

        var (code, output, error) = await Propose();

        code.Should().Be(0);
        output.Should().Contain("+      | P95 latency | < 300 ms | < 420 ms  |").And.Contain($"--- a/{Path.GetFileName(_folder.Path)}/Intake.feature\n");
        error.Should().Be($"Of {History} 1 line is unreadable and left out.\n");
    }

    [Fact]
    public async Task Files_that_cannot_be_read_are_said()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "Intake.feature"), "Scenario: of nothing");

        var (code, _, error) = await Propose();

        code.Should().Be(1);
        error.Should().Contain("Intake.feature: ").And.Contain("(1:1)");
        (await Propose("nowhere")).Code.Should().Be(1);
    }

    private async Task<(int Code, string Output, string Error)> Propose(string? features = null)
    {
        using StringWriter output = new(), error = new();
        var code = await ProposeCommand.Create().Parse(["--history", History, "--features", features ?? _folder.Path])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, $"{output}", $"{error}");
    }
}
