using System.Text.Json.Nodes;
using GherkinEngine.Bindings;
using GherkinEngine.Configuration;
using GherkinEngine.Messages;
using GherkinEngine.Running;
using Xunit.Abstractions;

namespace IncidentAgent.Tests.GherkinEngine;

/// <summary>A suite that was run in process: what its scenarios threw, what they wrote, and the messages of the run.</summary>
internal sealed class SuiteRun
{
    public List<Exception?> Errors { get; } = [];

    public Exception? Error => Errors.Single();

    public Lines Output { get; } = new();

    public List<JsonObject> Messages { get; private set; } = [];

    public IEnumerable<JsonNode> Of(string kind) => Messages.Where(message => message.ContainsKey(kind)).Select(message => message[kind]!);

    public IEnumerable<string> Statuses => Of("testStepFinished").Select(step => step["testStepResult"]!["status"]!.GetValue<string>());

    public static Task<SuiteRun> Of(string feature, params Type[] bindings) => Of(feature, new RunnerConfiguration(), bindings);

    public static Task<SuiteRun> Of(string feature, RunnerConfiguration configuration, params Type[] bindings) =>
        Of([new FeatureSource("features/Some.feature", feature)], configuration, bindings);

    public static async Task<SuiteRun> Of(IEnumerable<FeatureSource> features, RunnerConfiguration configuration, params Type[] bindings)
    {
        var suite = new SuiteRun();
        var stream = new MemoryStream();
        var run = new TestRun(configuration, BindingRegistry.Of(bindings), new MessageLog(stream));
        foreach (var source in features)
        {
            await suite.RunAsync(run, source);
        }

        suite.Said = run.Said;
        suite.RunError = await Record.ExceptionAsync(run.FinishAsync);
        using var lines = new StringReader(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
        while (lines.ReadLine() is { } line)
        {
            suite.Messages.Add(JsonNode.Parse(line)!.AsObject());
        }

        return suite;
    }

    /// <summary>What the hooks of the run wrote.</summary>
    public IReadOnlyList<string> Said { get; private set; } = [];

    /// <summary>What kept the run from beginning.</summary>
    public Exception? StartError { get; private set; }

    /// <summary>What went wrong at the end of the run.</summary>
    public Exception? RunError { get; private set; }

    private async Task RunAsync(TestRun run, FeatureSource source)
    {
        FeatureRun? feature = null;
        StartError = await Record.ExceptionAsync(async () => feature = await run.BeginAsync(source));
        for (var i = 0; i < feature?.Scenarios.Count; i++)
        {
            Errors.Add(await Record.ExceptionAsync(() => RunAsync(feature, i)));
        }

        await (feature?.FinishAsync() ?? Task.CompletedTask);
    }

    // As the generated test does it.
    private async Task RunAsync(FeatureRun feature, int scenario)
    {
        await using var run = await feature.BeginAsync(scenario, Output);
        for (var i = 0; i < feature.Scenarios[scenario].Steps.Count; i++)
        {
            await run.StepAsync(i);
        }
    }

    internal sealed class Lines : List<string>, ITestOutputHelper
    {
        public void WriteLine(string message) => Add(message);

        public void WriteLine(string format, params object[] args) => Add(string.Format(null, format, args));
    }
}
