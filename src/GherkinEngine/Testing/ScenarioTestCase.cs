using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GherkinEngine.Testing;

/// <summary>What the feature file says of a test.</summary>
internal sealed record ScenarioPlace(string Name, string File, int Line, string[] Tags, string? Skip);

/// <summary>The test of a scenario or of a row: named, placed and tagged by the feature file.</summary>
public sealed class ScenarioTestCase : XunitTestCase, ITestCase
{
    /// <summary>The collection of the features that never run side by side; its name is Reqnroll's.</summary>
    private const string OneByOne = "ReqnrollNonParallelizableFeatures";

    private ScenarioPlace _place = new("", "", 0, [], null);

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer")]
    public ScenarioTestCase() { }

    internal ScenarioTestCase(
        IMessageSink sink, ITestFrameworkDiscoveryOptions options, ITestMethod method, object[]? arguments, ScenarioPlace place)
        : base(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, arguments) => _place = place;

    // The adapter takes the lowest line of the method, which is the background's; it shall have the scenario's.
    ISourceInformation ITestCase.SourceInformation
    {
        get => new SourceInformation { FileName = _place.File, LineNumber = _place.Line };
        set { }
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        using var bus = new ScenarioMessageBus(messageBus);
        var summary = await base.RunAsync(diagnosticMessageSink, bus, constructorArguments, aggregator, cancellationTokenSource);
        summary.Failed -= bus.Skipped;
        summary.Skipped += bus.Skipped;
        ReportProgress(diagnosticMessageSink, summary);
        return summary;
    }

    /// <summary>The scenarios that run one by one are the long ones, and a test host's console is not shown.</summary>
    private void ReportProgress(IMessageSink diagnostics, RunSummary summary)
    {
        if (TestMethod.TestClass.TestCollection.DisplayName == OneByOne)
        {
            var outcome = summary.Failed > 0 ? "failed" : summary.Skipped > 0 ? "skipped" : "passed";
            diagnostics.OnMessage(new DiagnosticMessage("{0} after {1:0.0} s: {2}", outcome, summary.Time, DisplayName));
        }
    }

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(ScenarioPlace.Name), _place.Name);
        data.AddValue(nameof(ScenarioPlace.File), _place.File);
        data.AddValue(nameof(ScenarioPlace.Line), _place.Line);
        data.AddValue(nameof(ScenarioPlace.Tags), _place.Tags);
        data.AddValue(nameof(ScenarioPlace.Skip), _place.Skip);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        // First: what the base class sets makes it ask for the name.
        _place = new ScenarioPlace(
            data.GetValue<string>(nameof(ScenarioPlace.Name)),
            data.GetValue<string>(nameof(ScenarioPlace.File)),
            data.GetValue<int>(nameof(ScenarioPlace.Line)),
            data.GetValue<string[]>(nameof(ScenarioPlace.Tags)),
            data.GetValue<string?>(nameof(ScenarioPlace.Skip)));
        base.Deserialize(data);
    }

    protected override void Initialize()
    {
        base.Initialize();
        DisplayName = _place.Name;
        SkipReason ??= _place.Skip;
        foreach (var tag in _place.Tags)
        {
            if (!Traits.TryGetValue("Category", out var values))
            {
                Traits["Category"] = values = [];
            }

            values.Add(tag);
        }
    }

    // By name and not by number: a scenario inserted above does not change which test this is.
    protected override string GetUniqueID() => $"{TestMethod.TestClass.Class.Name}.{TestMethod.Method.Name}: {_place.Name}";
}
