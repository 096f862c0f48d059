using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using IncidentAgent.Alerts;
using IncidentAgent.Commands;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Tests.Notifications;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Commands;

public sealed class AnalyzeCommandTests
{
    private static readonly string Payload = Path.Combine(AppContext.BaseDirectory, "Data", "alertmanager", "firing-group-of-two.json");

    private static readonly Analysis TwoIncidents = new()
    {
        Incidents =
        [
            new()
            {
                Key = "service=payments",
                Severity = Severity.Critical,
                Title = "CPU usage \u001b[2Jabove [90%]",
                FiringAlerts = 2,
                ResolvedAlerts = 0,
                Services = ["payments"],
                Told = ["slack:ops", "pagerduty:main"],
                Findings = new(default, default, [Found], [new("loki", "no answer within 5 s")])
                {
                    Analysis = Given.Analysis,
                    Actions = [new() { Id = "a", Title = "Look", Causes = ["database in db"], Risk = Risk.Low, Runbook = "https://runbooks.example.com" }],
                    Summary = new([new("It is slow.", ["prometheus-1"])]),
                },
            },
            new() { Key = "service=checkout", Severity = Severity.Warning, Title = "Slow", FiringAlerts = 1, ResolvedAlerts = 1 },
        ],
        Quarantined = ["alerts[3].labels is missing"],
    };

    private static Evidence Found => new()
    {
        Id = "prometheus-1",
        Source = "prometheus",
        Title = "CPU of payments",
        Query = "up",
        From = default,
        To = default,
        Value = "highest 0.97",
    };

    [Fact]
    public async Task An_analysis_says_what_would_open_and_who_would_be_told()
    {
        var typed = await RunAsync(Says(TwoIncidents), "--file", Payload);

        typed.ExitCode.Should().Be(0);
        typed.Output.Split('\n').Select(line => line.TrimEnd()).Should().Equal(
            "2 incidents would open.",
            "├── Critical service=payments: CPU usage  [2Jabove [90%]",
            "│   ├── Alerts: 2 firing, 0 resolved",
            "│   ├── Services: payments",
            "│   ├── Told: slack:ops, pagerduty:main",
            "│   ├── Evidence prometheus-1: CPU of payments: highest 0.97",
            "│   ├── Missing: loki (no answer within 5 s)",
            "│   ├── Root cause: payments-db (database), LIKELY; explains 72 % of the added latency",
            "│   ├── payments-db explains 72 % of the added latency, but nothing that does not depend on the measurements agrees.",
            "│   ├── Cause: payments-db (database), explains 72 % of the added latency. The latency of payments-db went from 20 ms to 350 ms. (prometheus-1)",
            "│   ├── Cause: orders (dependency), explains 20 % of the added latency. The latency of orders went from 40 ms to 90 ms. (prometheus-1)",
            "│   ├── Changed shortly before: a deployment of orders 4 min before the onset (v2.3)",
            "│   ├── Impact: an unknown number of requests of checkout failed and 3 400 were slow beyond what is usual, in 6 min",
            "│   ├── Impact: 12 min of added waiting in all",
            "│   ├── Impact: the error budget burnt 14.4 times as fast as its objective allows",
            "│   ├── Would change it: A change of payments-db shortly before the onset would confirm it.",
            "│   ├── Summary: It is slow. [prometheus-1]",
            "│   ├── Consider: Look (low risk). For database in db. https://runbooks.example.com",
            "│   └── Suggestions for a person to weigh: the agent carries none of them out.",
            "├── Warning service=checkout: Slow",
            "│   ├── Alerts: 1 firing, 1 resolved",
            "│   ├── Told: nobody, no channel is configured",
            "│   └── Evidence: no source is configured",
            "└── Put aside: alerts[3].labels is missing",
            "");
    }

    [Fact]
    public async Task An_analysis_is_also_JSON()
    {
        var typed = await RunAsync(Says(TwoIncidents), "--file", Payload, "--json");

        var incident = JsonNode.Parse(typed.Output)!["incidents"]![0]!;
        incident["severity"]!.GetValue<string>().Should().Be("Critical");
        incident["told"]![0]!.GetValue<string>().Should().Be("slack:ops");
        incident["findings"]!["analysis"]!["causes"]![0]!["category"]!.GetValue<string>().Should().Be("Database");
        incident["findings"]!["evidence"]![0]!["value"]!.GetValue<string>().Should().Be("highest 0.97");
    }

    [Fact]
    public async Task The_analyst_sees_the_file_as_it_is()
    {
        byte[] seen = [];

        await RunAsync(
            (payload, _) =>
            {
                seen = payload.ToArray();
                return Says(TwoIncidents)(payload, default);
            },
            "--file",
            Payload);

        seen.Should().Equal(await File.ReadAllBytesAsync(Payload));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var analyze = () => RunAsync(Says(TwoIncidents), "--file", "/nowhere/payload.json");

        (await analyze.Should().ThrowAsync<CommandFailedException>().WithMessage("/nowhere/payload.json: there is no such file"))
            .Which.Code.Should().Be(2);
    }

    [Theory]
    [InlineData("{\"alerts\": [", "*payload.json: not JSON (line 1)")]
    [InlineData("{\"alert\": 1}", "*payload.json: not an alert payload: alerts is missing")]
    public async Task What_is_no_alert_payload_is_told_why(string text, string message)
    {
        var folder = Directory.CreateTempSubdirectory("analyze");
        var path = Path.Combine(folder.FullName, "payload.json");
        await File.WriteAllTextAsync(path, text);

        var analyze = () => RunAsync((_, _) => Task.FromResult<AnalysisOutcome>(new AnalysisOutcome.NotAlerts("alerts is missing")), "--file", path);

        (await analyze.Should().ThrowAsync<CommandFailedException>().WithMessage(message)).Which.Code.Should().Be(2);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("{\"alerts\":[],\"groupKey\":\"Z\u00fcrich\"}", "not valid UTF-8.")]
    [InlineData("{\"alerts\":[],\"groupKey\":\"\\ud800\"}", "not valid Unicode.")]
    public async Task What_the_agent_could_not_read_it_cannot_read_either(string text, string why)
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "payload.json");
        await File.WriteAllTextAsync(path, text, Encoding.Latin1);

        var typed = await Typed.RunAsync("analyze", "--file", path);

        typed.ExitCode.Should().Be(2);
        typed.Error.Should().StartWith($"{path}: not an alert payload: The payload").And.EndWith($"{why}\n");
    }

    [Fact]
    public async Task A_setting_that_nothing_reads_is_told_as_it_is_when_the_agent_starts()
    {
        using var analyze = AgentProcess.Start(("Incidents__CorelateBy__0", "team"), "analyze", "--file", Payload);

        (await analyze.Error.ReadToEndAsync())
            .Should().Be("Incidents__CorelateBy__0 in the environment is not a known setting; did you mean Incidents__CorrelateBy__0?\n");
        (await analyze.ExitCodeAsync()).Should().Be(2);
    }

    private static Analyst Says(Analysis analysis) => (_, _) => Task.FromResult<AnalysisOutcome>(new AnalysisOutcome.Analysed(analysis));

    private static async Task<Typed> RunAsync(Analyst analyst, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exitCode = await AnalyzeCommand.Create(analyst).Parse(args)
            .InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return new(exitCode, output.ToString(), "");
    }
}
