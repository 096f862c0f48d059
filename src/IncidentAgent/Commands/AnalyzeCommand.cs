using System.CommandLine;
using System.Text.Json;

namespace IncidentAgent.Commands;

/// <summary>Says what the agent would do with an Alertmanager payload, without a running agent.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(Analyst analyst)
    {
        var file = new Option<string>("--file") { Description = "An Alertmanager payload.", HelpName = "FILE", Required = true };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("analyze", "Says what the agent would do with a payload; stores nothing and tells nobody.") { file, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var analysis = await AnalyzeAsync(parsed.GetRequiredValue(file), analyst, cancellation);
            Write(analysis, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="CommandFailedException">The file is missing, unreadable, not JSON or not an alert payload; exit code 2.</exception>
    public static async Task<Analysis> AnalyzeAsync(string path, Analyst analyst, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw Wrong(path, "there is no such file");
        }

        var payload = RecordedPayload.Read(path);
        return payload.Fault is { } fault ? throw Wrong(path, fault) : await analyst(payload.Bytes, cancellation) switch
        {
            AnalysisOutcome.Analysed analysed => analysed.Analysis,
            AnalysisOutcome.NotAlerts other => throw Wrong(path, $"not an alert payload: {other.Reason}"),
            var unknown => throw new InvalidOperationException($"Nobody knows the outcome {unknown}."),
        };
    }

    private static void Write(Analysis analysis, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(analysis, AnalysisJson.Default.Analysis));
        }
        else
        {
            Terminal.Write(output, AnalysisView.Render(analysis));
        }
    }

    private static CommandFailedException Wrong(string path, string fault) => new(Terminal.Safe($"{path}: {fault}"), ExitCode.Misused);
}
