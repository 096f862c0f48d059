using System.Text.Json;
using IncidentAgent.StandIns;
using Spectre.Console;

namespace IncidentAgent.Commands.Demo;

/// <summary>What somebody who watches the demo sees, as it happens.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    private readonly Lock _writing = new();

    public void Opening(DemoStage stage) => Write(
        $"[bold]IncidentAgent[/] listens on {stage.Url} and stores in a temporary folder.",
        "Slack and PagerDuty are stand-ins on this machine that answer, refuse and limit as the real ones do.");

    public void Act(string what) => Write("", $"[bold]{Time()}  {Markup.Escape(what)}[/]");

    public void Answer(WebhookOutcome outcome) => Line("agent", "green", outcome switch
    {
        WebhookOutcome.Accepted accepted => $"202, stored: {string.Join(", ", accepted.Answer.Incidents.Select(incident =>
            $"{incident.Id} {incident.Status}, {Wording.Count(incident.Alerts, "alert")}{(incident.Duplicates > 0 ? $" ({incident.Duplicates} known already)" : "")}"))}",
        WebhookOutcome.Refused refused => refused.Reason,
        _ => "",
    });

    public void Postmortem(string markdown)
    {
        Write("", "[bold]The postmortem the agent wrote:[/]", "");
        lock (_writing)
        {
            console.WriteLine(Terminal.SafeLines(markdown));
        }
    }

    public void Closing(DemoStage stage) => Write(
        $"The agent goes on running. Its API can be browsed at {stage.Url}docs, its incidents read at {stage.Url}api/incidents.", "Ctrl-C ends the demo.");

    /// <summary>Shows each request a stand-in gets, with its answer, until cancelled.</summary>
    public async Task WatchAsync(string service, Ledger ledger, CancellationToken cancellation)
    {
        try
        {
            for (var shown = 0; ; shown++)
            {
                var exchanges = await ledger.WaitForAsync(all => all.Count > shown && all[shown].Answer is not null, cancellation);
                Line(service, service is "Slack" ? "blue" : "yellow", Describe(exchanges[shown]));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static string Describe(Exchange exchange)
    {
        var body = exchange.Body ?? default;
        var method = exchange.Path[(exchange.Path.LastIndexOf('/') + 1)..];
        var (what, text) = method switch
        {
            "chat.postMessage" when Text(body, "thread_ts") is not null => ("replies in the thread", Text(body, "text")),
            "chat.postMessage" => ("posts a message", Text(body, "text")),
            "chat.update" => ("updates the message", Text(body, "text")),
            "enqueue" => (Text(body, "event_action") switch
            {
                "trigger" => "pages",
                "acknowledge" => "acknowledges",
                var action => $"{action}s",
            }, body.TryGetProperty("payload", out var payload) ? Text(payload, "summary") : null),
            _ => (method, null),
        };
        var answer = exchange.Accepted ? "" : $" (answered {exchange.Answer!.Status})";
        return text is null ? $"{what}{answer}" : $"{what}{answer}: {text.Split('\n')[0]}";
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private void Line(string who, string color, string what) => Write($"{Time()}  [{color}]{who,-9}[/] {Markup.Escape(Terminal.Safe(what))}");

    private void Write(params IEnumerable<string> lines)
    {
        lock (_writing)
        {
            foreach (var line in lines)
            {
                console.MarkupLine(line);
            }
        }
    }

    private static string Time() => TimeProvider.System.GetUtcNow().ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
