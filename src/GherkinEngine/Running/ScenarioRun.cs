using System.Runtime.ExceptionServices;
using GherkinEngine.Bindings;
using GherkinEngine.Features;
using GherkinEngine.Injection;
using GherkinEngine.Messages;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Bindings;
using Xunit.Abstractions;

namespace GherkinEngine.Running;

/// <summary>
/// One scenario while it runs. A step that fails throws at once, so that the trace has its line of the feature; the end of the
/// scenario then reports the steps that were not called, and runs the hooks after it.
/// </summary>
public sealed partial class ScenarioRun : IAsyncDisposable
{
    private readonly ObjectContainer _container;
    private readonly MessageBatch _messages;
    private readonly OutputHelper _output;
    private readonly List<PlannedStep> _steps;
    private readonly List<HookBinding> _before;
    private readonly List<HookBinding> _after;
    private List<TestStep> _testSteps = [];
    private ExceptionDispatchInfo? _error;
    private int _next;

    internal ScenarioRun(FeatureRun feature, PlannedScenario planned, ITestOutputHelper? output)
    {
        Feature = feature;
        _container = new ObjectContainer(feature.Container);
        _messages = feature.Run.NewBatch();
        _output = OutputHelper.Register(_container, output);
        _output.Messages = _messages;
        if (output is not null)
        {
            _container.RegisterInstanceAs(output);
        }

        Context = new ScenarioContext(Info(planned, feature.Info), Rule(planned), _container);
        _container.RegisterInstanceAs(Context);
        _container.RegisterInstanceAs<IScenarioContext>(Context);
        var type = StepDefinitionType.Given;
        _steps =
        [
            .. planned.Pickle.Steps.Zip(planned.Steps, (pickle, written) =>
                new PlannedStep(pickle, written, type = Following(type, written.KeywordType), this)),
        ];
        _before = [.. Hooks(HookMoment.BeforeScenario)];
        _after = [.. Hooks(HookMoment.AfterScenario)];
        Announce(planned.Pickle.Id);
    }

    internal FeatureRun Feature { get; }

    internal ScenarioContext Context { get; }

    private TestRun Run => Feature.Run;

    /// <summary>Runs a step by its number, from 0. Throws what the step threw.</summary>
    public async Task StepAsync(int index)
    {
        _next = index + 1;
        var step = _steps[index];
        var id = _testSteps[_before.Count + index].Id;
        await ReportAsync(id, () => CallAsync(step), step);
        _error?.Throw();
    }

    /// <summary>Ends the scenario. Throws what a hook after it threw, unless the scenario had failed before.</summary>
    public async ValueTask DisposeAsync()
    {
        var before = _error;
        await EndAsync();
        if (_error != before)
        {
            _error?.Throw();
        }
    }

    internal async Task BeginAsync(ExceptionDispatchInfo? featureError)
    {
        _messages.Add(Envelope.Create(new TestCaseStarted(0, _messages.CaseStartedId, _caseId, null, MessageBatch.Now)));
        _error = featureError;
        for (var i = 0; i < _before.Count; i++)
        {
            var hook = _before[i];
            await ReportAsync(_testSteps[i].Id, () => _error is null ? Run.CallAsync(hook, _container) : Skipped());
        }

        if (_error is not null)
        {
            await EndAsync();
            _error.Throw();
        }
    }

    private async Task EndAsync()
    {
        for (; _next < _steps.Count; _next++)
        {
            var step = _steps[_next];
            await ReportAsync(_testSteps[_before.Count + _next].Id, () => Uncalled(step), step);
        }

        await RunBlockHooksAsync(ScenarioBlock.None);
        var stopped = false;
        for (var i = 0; i < _after.Count; i++)
        {
            var hook = _after[i];
            var earlier = _error;
            await ReportAsync(_testSteps[_before.Count + _steps.Count + i].Id, () => stopped ? Skipped() : Run.CallAsync(hook, _container));
            stopped |= _error != earlier && _error!.SourceException is not ScenarioSkippedException;
        }

        await GuardAsync(() =>
        {
            _container.Dispose();
            return Task.CompletedTask;
        });
        if (_error?.SourceException is not (null or ScenarioSkippedException))
        {
            Run.Fail();
        }

        _messages.Add(Envelope.Create(new TestCaseFinished(_messages.CaseStartedId, MessageBatch.Now, false)));
        _messages.Flush();
    }
}
