using System.Text.Json;
using LivingDocs.Suite;
using ServiceLevels.Objectives;

namespace LivingDocs.Messages;

/// <summary>The messages of one run of one process, collected, and what they come to.</summary>
internal sealed class RunMessages
{
    private readonly Dictionary<string, string> _sources = [];
    private readonly List<JsonElement> _documents = [];
    private readonly List<JsonElement> _pickles = [];
    private readonly Dictionary<string, CaseMessages> _ofPickle = [];
    private readonly Dictionary<string, CaseMessages> _ofCase = [];
    private readonly Dictionary<string, CaseMessages> _ofStart = [];
    private readonly List<string> _log = [];
    private readonly List<ObjectiveRecord> _records = [];
    private readonly List<Step> _hookFailures = [];
    private DateTimeOffset? _startedAt;
    private DateTimeOffset? _endedAt;
    private bool _isFinished;
    private string? _runner;

    /// <summary>What is of no kind known here is left out.</summary>
    public void Add(JsonElement envelope)
    {
        var (kind, message) = envelope.EnumerateObject().Select(property => (property.Name, property.Value)).FirstOrDefault();
        switch (kind)
        {
            case "meta":
                _runner = Runner(message);
                break;
            case "source":
                _sources[message.Text("uri") ?? ""] = message.Text("data") ?? "";
                break;
            case "gherkinDocument":
                _documents.Add(message);
                break;
            case "pickle":
                _pickles.Add(message);
                break;
            case "testCase":
                var testCase = new CaseMessages(message);
                _ofCase[message.Text("id") ?? ""] = _ofPickle[message.Text("pickleId") ?? ""] = testCase;
                break;
            case "testCaseStarted":
                if (_ofCase.GetValueOrDefault(message.Text("testCaseId") ?? "") is { } started)
                {
                    started.Start(message);
                    _ofStart[message.Text("id") ?? ""] = started;
                }

                break;
            case "testStepFinished":
                Started(message)?.Finish(message);
                break;
            case "testCaseFinished":
                Started(message)?.End(message);
                break;
            case "attachment":
                Attach(message);
                break;
            case "testRunStarted":
                _startedAt = message.Instant("timestamp");
                break;
            case "testRunHookFinished" when message.Text("result", "status") is "FAILED":
                _hookFailures.Add(CaseMessages.StepOf("Hook", "of the run or of a feature", message.At("result")!.Value));
                break;
            case "testRunFinished":
                _endedAt = message.Instant("timestamp");
                _isFinished = true;
                break;
        }
    }

    public SuiteRun ToRun() => new()
    {
        StartedAt = _startedAt,
        EndedAt = _endedAt ?? _ofStart.Values.Max(test => test.EndedAt),
        IsFinished = _isFinished,
        Runner = _runner,
        Log = _log,
        OwnRecords = _records,
        HookFailures = _hookFailures,
        Features = [.. _documents.Select(document => ToFeature(new FeatureDocument(document, _sources.GetValueOrDefault(document.Text("uri") ?? ""))))],
    };

    private Feature ToFeature(FeatureDocument document) => new(
        document.Uri,
        document.Name,
        document.Description,
        [.. _pickles.Where(pickle => pickle.Text("uri") == document.Uri).Select(pickle => ToScenario(pickle, document)).OrderBy(scenario => scenario.Line)]);

    private Scenario ToScenario(JsonElement pickle, FeatureDocument document)
    {
        var place = document.Find([.. pickle.Items("astNodeIds").Select(id => id.GetString() ?? "")]);
        var example = place?.Example ?? Scenario.Nothing;
        string[] tags = [.. pickle.Items("tags").Select(tag => (tag.Text("name") ?? "").TrimStart('@')).Distinct()];
        var scenario = new Scenario
        {
            Uri = document.Uri,
            Line = place?.Line ?? pickle.Number("location", "line"),
            Name = pickle.Text("name") ?? "",
            Outline = place?.Outline,
            Example = example,
            Rule = place?.Rule,
            Tags = tags,
            Source = place?.Source ?? [],
            Objectives = [.. ObjectiveTables.Of(pickle, tags, example)],
        };
        return _ofPickle.GetValueOrDefault(pickle.Text("id") ?? "")?.ToldIn(scenario, pickle) ?? scenario;
    }

    private void Attach(JsonElement message)
    {
        if (Started(message) is { } test)
        {
            test.Attach(message);
        }
        else if (CaseMessages.LogLine(message) is { } line)
        {
            _log.Add(line);
        }
        else if (AttachedRecords.Of(message) is { } record)
        {
            _records.Add(record);
        }
    }

    private CaseMessages? Started(JsonElement message) => _ofStart.GetValueOrDefault(message.Text("testCaseStartedId") ?? "");

    private static string Runner(JsonElement meta) =>
        $"{meta.Text("implementation", "name")} {meta.Text("implementation", "version")} on {meta.Text("runtime", "name")} "
        + $"{meta.Text("runtime", "version")}, {meta.Text("os", "name")}";
}
