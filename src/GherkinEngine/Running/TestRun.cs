using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using GherkinEngine.Bindings;
using GherkinEngine.Configuration;
using GherkinEngine.Injection;
using GherkinEngine.Messages;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.UnitTestProvider;
using Exception = System.Exception;

namespace GherkinEngine.Running;

/// <summary>One run of a suite: from its first scenario to the end of its assembly.</summary>
internal sealed class TestRun
{
    private static readonly ConcurrentDictionary<Assembly, Lazy<TestRun>> Runs = new();

    private readonly MessageLog _log;
    private readonly SaidByHooks _said = new();
    private readonly Lazy<Task> _start;
    private volatile bool _failed;

    public TestRun(RunnerConfiguration configuration, BindingRegistry bindings, MessageLog log)
    {
        Configuration = configuration;
        Bindings = bindings;
        _log = log;
        Conversion = new ArgumentConversion(bindings.Transformations);
        Container.RegisterInstanceAs<IUnitTestRuntimeProvider>(new RuntimeProvider());
        OutputHelper.Register(Container, _said);
        Messages = new BindingMessages(bindings, Ids);
        _start = new Lazy<Task>(StartAsync);
    }

    public RunnerConfiguration Configuration { get; }

    public BindingRegistry Bindings { get; }

    public ArgumentConversion Conversion { get; }

    public ObjectContainer Container { get; } = new();

    public MessageIds Ids { get; } = new();

    public BindingMessages Messages { get; }

    public string Id { get; private set; } = "";

    /// <summary>What its hooks wrote.</summary>
    public IReadOnlyList<string> Said => _said.Lines;

    public static TestRun Of(Assembly assembly) => Runs.GetOrAdd(assembly, tests => new Lazy<TestRun>(() => For(tests))).Value;

    /// <summary>Ends the run of an assembly, if one of its scenarios began it.</summary>
    /// <returns>What there is to say of it: where its messages are, and what its hooks wrote. Nothing when there was no run.</returns>
    public static async Task<IReadOnlyList<string>> FinishAsync(Assembly assembly)
    {
        if (!Runs.TryRemove(assembly, out var run) || !run.IsValueCreated)
        {
            return [];
        }

        await run.Value.FinishAsync();
        return run.Value.Configuration.MessagesPath is { } path ? [$"What was run and what came of it: {path}", .. run.Value.Said] : run.Value.Said;
    }

    /// <summary>Begins the run with the first feature; an error in that fails every scenario.</summary>
    public async Task<FeatureRun> BeginAsync(FeatureSource source)
    {
        await _start.Value;
        return new FeatureRun(this, source);
    }

    public async Task FinishAsync()
    {
        try
        {
            await RunHooksAsync(HookMoment.AfterTestRun, Container, null);
        }
        finally
        {
            Container.Dispose();
            _log.Add([Envelope.Create(new TestRunFinished(null, !_failed, MessageBatch.Now, null, Id))]);
            _log.Dispose();
        }
    }

    public MessageBatch NewBatch() => new(_log);

    public void Fail() => _failed = true;

    /// <summary>Runs the hooks around the run or a feature; the first error keeps the rest from running.</summary>
    public async Task RunHooksAsync(HookMoment moment, ObjectContainer container, FeatureInfo? feature)
    {
        foreach (var hook in Bindings.HooksAt(moment, feature, null))
        {
            var batch = NewBatch();
            batch.RunHookStartedId = Ids.GetNewId();
            batch.Add(Envelope.Create(new TestRunHookStarted(batch.RunHookStartedId, Id, Messages.IdOf(hook), null, MessageBatch.Now)));
            container.Resolve<OutputHelper>().Messages = batch;
            var timer = Stopwatch.StartNew();
            Exception? error = null;
            try
            {
                await CallAsync(hook, container);
            }
            catch (Exception e)
            {
                error = e;
                Fail();
                throw;
            }
            finally
            {
                var status = error is null ? TestStepResultStatus.PASSED : TestStepResultStatus.FAILED;
                batch.Add(Envelope.Create(new TestRunHookFinished(
                    batch.RunHookStartedId, MessageBatch.Result(status, timer.Elapsed, error), MessageBatch.Now)));
                batch.Flush();
            }
        }
    }

    public async Task CallAsync(HookBinding hook, ObjectContainer container)
    {
        if (!Configuration.DryRun)
        {
            await hook.CallAsync(container, [.. hook.Parameters.Select(parameter => container.Resolve(parameter.ParameterType))]);
        }
    }

    private static TestRun For(Assembly tests)
    {
        var configuration = RunnerConfiguration.Read(AppContext.BaseDirectory, Environment.GetEnvironmentVariable);
        var bindings = BindingRegistry.Of([tests, .. configuration.BindingAssemblies.Select(Assembly.Load)]);
        return new TestRun(configuration, bindings, MessageLog.To(configuration.MessagesPath));
    }

    private async Task StartAsync()
    {
        var batch = NewBatch();
        Messages.All().ForEach(batch.Add);
        Id = Ids.GetNewId();
        batch.Add(Envelope.Create(new TestRunStarted(MessageBatch.Now, Id)));
        batch.Flush();
        if (Bindings.Errors.Count > 0)
        {
            Fail();
            throw new BindingException(string.Join('\n', Bindings.Errors));
        }

        await RunHooksAsync(HookMoment.BeforeTestRun, Container, null);
    }
}
