using System.Text.Json;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace LivingDocs.Messages;

/// <summary>The messages of one scenario: of its last attempt, where it was repeated.</summary>
internal sealed class CaseMessages(JsonElement testCase)
{
    private const string LogType = "text/x.cucumber.log+plain";

    private readonly Dictionary<string, JsonElement> _results = [];
    private readonly List<string> _log = [];
    private readonly List<ObjectiveRecord> _records = [];
    private DateTimeOffset? _startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public void Start(JsonElement message)
    {
        _results.Clear();
        _log.Clear();
        _records.Clear();
        _startedAt = message.Instant("timestamp");
        EndedAt = null;
    }

    public void Finish(JsonElement message)
    {
        if (message.At("testStepResult") is { } result)
        {
            _results[message.Text("testStepId") ?? ""] = result;
        }
    }

    public void End(JsonElement message) => EndedAt = message.Instant("timestamp") ?? DateTimeOffset.UnixEpoch;

    public void Attach(JsonElement message)
    {
        if (LogLine(message) is { } line)
        {
            _log.Add(line);
        }
        else if (AttachedRecords.Of(message) is { } record)
        {
            _records.Add(record);
        }
    }

    public static string? LogLine(JsonElement message) => message.Text("mediaType") == LogType ? message.AttachedText() : null;

    public static Step StepOf(string keyword, string text, JsonElement result) => new(
        keyword,
        text,
        OutcomeOf(result.Text("status")),
        result.Span("duration"),
        (result.Text("message") ?? result.Text("exception", "message"))?.TrimEnd(),
        result.Text("exception", "stackTrace")?.TrimEnd());

    public Scenario ToldIn(Scenario scenario, JsonElement pickle)
    {
        if (_startedAt is null)
        {
            return scenario;
        }

        var sentences = pickle.Items("steps").ToDictionary(step => step.Text("id") ?? "", step => step);
        Step[] steps = [.. testCase.Items("testSteps").Select(step => ToStep(step, sentences, scenario)).OfType<Step>()];
        var worst = steps.Select(step => step.Outcome).DefaultIfEmpty(Outcome.Passed).Max();
        return scenario with
        {
            Outcome = EndedAt is null && worst is not Outcome.Failed ? Outcome.NotFinished : worst is Outcome.NotRun ? Outcome.NotFinished : worst,
            Took = EndedAt > _startedAt ? EndedAt - _startedAt : null,
            Steps = steps,
            Log = _log,
            Records = _records,
        };
    }

    // A hook is worth a line only when it went wrong, or says why the scenario is left out.
    private Step? ToStep(JsonElement step, Dictionary<string, JsonElement> sentences, Scenario scenario)
    {
        var result = _results.TryGetValue(step.Text("id") ?? "", out var found) ? found : (JsonElement?)null;
        if (step.Text("pickleStepId") is not { } id)
        {
            return result is { } hook && StepOf("Hook", "around the scenario", hook) is { Outcome: not Outcome.Passed, Message: not null } told ? told : null;
        }

        var sentence = sentences.GetValueOrDefault(id);
        var text = sentence.Text("text") ?? "";
        var keyword = scenario.Source.FirstOrDefault(line => line.Keyword is not null && line.Text.EndsWith(text, StringComparison.Ordinal))?.Keyword;
        return result is { } finished
            ? StepOf(keyword ?? "*", text, finished)
            : new Step(keyword ?? "*", text, Outcome.NotRun, TimeSpan.Zero, null, null);
    }

    private static Outcome OutcomeOf(string? status) => status switch
    {
        "PASSED" => Outcome.Passed,
        "SKIPPED" => Outcome.Skipped,
        "FAILED" => Outcome.Failed,
        "UNDEFINED" or "AMBIGUOUS" or "PENDING" => Outcome.Undefined,
        _ => Outcome.NotFinished,
    };
}
