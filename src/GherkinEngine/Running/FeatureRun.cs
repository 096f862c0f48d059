using System.Runtime.ExceptionServices;
using GherkinEngine.Bindings;
using GherkinEngine.Configuration;
using GherkinEngine.Features;
using GherkinEngine.Injection;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Xunit.Abstractions;
using Exception = System.Exception;

namespace GherkinEngine.Running;

/// <summary>One feature of a run: its hooks around the first and the last scenario.</summary>
internal sealed class FeatureRun
{
    private readonly FeatureFile _file;
    private readonly Lazy<Task> _start;

    public FeatureRun(TestRun run, FeatureSource source)
    {
        Run = run;
        _file = FeatureFile.Parse(source.Uri, source.Text, run.Configuration.FeatureLanguage, run.Ids);
        var feature = _file.Document.Feature;
        var language = RunnerConfiguration.Culture(feature.Language);
        Info = new FeatureInfo(
            language,
            Path.GetDirectoryName(source.Uri) ?? "",
            feature.Name,
            feature.Description,
            PlannedScenario.Names(feature.Tags));
        Container = new ObjectContainer(run.Container);
        Context = new FeatureContext(
            Info,
            run.Configuration.BindingLanguage is { } binding ? RunnerConfiguration.Culture(binding) : language,
            Container);
        Container.RegisterInstanceAs(Context);
        Container.RegisterInstanceAs<IFeatureContext>(Context);
        OutputHelper.Register(Container, null);
        Announce(source);
        _start = new Lazy<Task>(() => run.RunHooksAsync(HookMoment.BeforeFeature, Container, Info));
    }

    public TestRun Run { get; }

    public FeatureInfo Info { get; }

    public FeatureContext Context { get; }

    public ObjectContainer Container { get; }

    public IReadOnlyList<PlannedScenario> Scenarios => _file.Scenarios;

    /// <summary>Begins a scenario: its hooks have run when this returns. Throws what they threw.</summary>
    public async Task<ScenarioRun> BeginAsync(int index, ITestOutputHelper? output)
    {
        var scenario = new ScenarioRun(this, Scenarios[index], output);
        await scenario.BeginAsync(await StartErrorAsync());
        return scenario;
    }

    public async Task FinishAsync()
    {
        try
        {
            await Run.RunHooksAsync(HookMoment.AfterFeature, Container, Info);
        }
        finally
        {
            Container.Dispose();
        }
    }

    private async Task<ExceptionDispatchInfo?> StartErrorAsync()
    {
        try
        {
            await _start.Value;
            return null;
        }
        catch (Exception e)
        {
            Context.TestError = e;
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private void Announce(FeatureSource source)
    {
        var batch = Run.NewBatch();
        batch.Add(Envelope.Create(new Source(source.Uri, source.Text, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN)));
        batch.Add(Envelope.Create(_file.Document));
        foreach (var scenario in Scenarios)
        {
            batch.Add(Envelope.Create(scenario.Pickle));
        }

        batch.Flush();
    }
}
