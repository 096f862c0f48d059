using System.Diagnostics.Metrics;
using System.Net;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using IncidentAgent.Storage;
using IncidentAgent.Telemetry;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Incidents;

/// <summary>A key's writer lives as long as its grain, and deliveries are taken to it directly.</summary>
public sealed class WriterTests : IDisposable
{
    private const string Key = "labels:service=pay";

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task While_its_grain_is_ended_again_and_again_every_alert_is_taken_into_the_same_incident()
    {
        await using var agent = await TestAgent.StartAsync();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("First"))).JsonAsync(HttpStatusCode.Accepted);
        using var ending = new CancellationTokenSource();
        var ended = EndAgainAndAgainAsync(agent, ending.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async sender =>
        {
            List<string> incidents = [];
            for (var alert = 0; alert < 100; alert++)
            {
                var payload = Payloads.Group("pay", new MadeAlert($"Alert{sender}-{alert}"));
                incidents.AddRange((await agent.DeliverAsync(payload).JsonAsync(HttpStatusCode.Accepted)).Incidents());
            }

            return incidents;
        }));

        await ending.CancelAsync();
        (await ended).Should().BeGreaterThan(2, "else nothing was shown");
        answers.SelectMany(incidents => incidents).Should().HaveCount(800).And.OnlyContain(incident => incident == "INC-000001");
        var detail = await agent.GetAsync("/api/incidents/INC-000001");
        detail.GetProperty("incident").GetProperty("firingAlerts").GetInt32().Should().Be(801);
    }

    [Fact]
    public async Task A_writer_that_has_ended_sends_its_callers_elsewhere()
    {
        await using var agent = await TestAgent.StartAsync();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("First"))).JsonAsync(HttpStatusCode.Accepted);
        var writers = agent.Services.GetRequiredService<IncidentWriters>();
        var writer = writers.Find(Key)!;

        await writers.CloseAsync(writer);

        (await writer.ActAsync(new ActRequest(new IncidentId(1), PersonAction.Acknowledge, "ada", null))).Written.Should().Be(Written.Moved);
        writers.Find(Key).Should().BeNull();
    }

    [Fact]
    public async Task However_busy_a_writer_is_its_grain_is_called_now_and_then_so_that_it_is_not_taken_for_idle()
    {
        var time = new FakeTimeProvider(Payloads.Noon);
        await using var agent = await TestAgent.StartAsync(null, services => services.AddSingleton<TimeProvider>(time));
        var writers = agent.Services.GetRequiredService<IncidentWriters>();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("First"))).JsonAsync(HttpStatusCode.Accepted);
        writers.FindInUse(Key).Should().NotBeNull();

        time.Advance(TimeSpan.FromMinutes(1));

        writers.FindInUse(Key).Should().BeNull();
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Second"))).JsonAsync(HttpStatusCode.Accepted);
        writers.FindInUse(Key).Should().NotBeNull().And.BeSameAs(writers.Find(Key));
    }

    [Fact]
    public async Task What_could_not_be_begun_because_the_store_is_down_is_not_offered_again_at_once()
    {
        using var directory = new TemporaryDirectory();
        var work = new WorkQueue([]);
        using (var store = Open(new StorageOptions { Directory = directory.Path }))
        {
            await Writer(store, work).ObserveAsync(Alerts("HighCPU"));
            work.Investigations.TryRead(out _).Should().BeTrue();
        }

        using var full = Open(new StorageOptions { Directory = directory.Path, MaxBytes = 1 });
        work = new WorkQueue([]);

        var begun = await Writer(full, work).BeginStepAsync(new BeginStepRequest(new IncidentId(1), StepKind.Investigate));

        begun.Written.Should().Be(Written.StoreDown);
        work.Investigations.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task What_changes_nothing_needs_no_disk()
    {
        using var directory = new TemporaryDirectory();
        var acknowledge = new ActRequest(new IncidentId(1), PersonAction.Acknowledge, "ada", null);
        using (var store = Open(new StorageOptions { Directory = directory.Path }))
        {
            var writer = Writer(store, new WorkQueue([]));
            await writer.ObserveAsync(Alerts("HighCPU"));
            (await writer.ActAsync(acknowledge)).Written.Should().Be(Written.Stored);
        }

        using var full = Open(new StorageOptions { Directory = directory.Path, MaxBytes = 1 });

        (await Writer(full, new WorkQueue([])).ActAsync(acknowledge)).Written.Should().Be(Written.Stored);
    }

    [Fact]
    public async Task What_waits_behind_a_disk_that_hangs_is_let_go_of_and_then_the_writer_goes_on()
    {
        using var directory = new TemporaryDirectory();
        using var store = Open(new StorageOptions { Directory = directory.Path });
        var writer = Writer(store, new WorkQueue([]));
        Task<ObserveReply> onItsWay;
        using (await HangingFile.MakeAsync(Journal.SpareOf(Path.Combine(directory.Path, "journal"))))
        {
            onItsWay = writer.ObserveAsync(Alerts("OnItsWay")).AsTask();
            await HangsAsync(store);

            var alerts = await InVainAsync(writer);

            // Not at once: the stack may still hold what it has come through.
            await Eventually.Holds("its memory is free", () => IsCollected(alerts));
        }

        (await onItsWay).Written.Should().Be(Written.Busy, "nobody knows what becomes of it");
        await Eventually.Observe(
            "it is stored", () => writer.ObserveAsync(Alerts("Later")).AsTask(), reply => reply.Written is Written.Stored);
        writer.Committed!.Episodes.Find(AlertKey.Of(Lives.Alert("InVain"))).Should().BeNull("what was let go of was not stored");
    }

    [Fact]
    public async Task A_call_that_was_given_up_answers_nobody_else()
    {
        using var directory = new TemporaryDirectory();
        using var store = Open(new StorageOptions { Directory = directory.Path });
        var writer = Writer(store, new WorkQueue([]));
        Task<ObserveReply> next;
        using (await HangingFile.MakeAsync(Journal.SpareOf(Path.Combine(directory.Path, "journal"))))
        {
            var givenUp = writer.ObserveAsync(Alerts("OnItsWay"));
            await HangsAsync(store);
            writer.GiveUpAfter(TimeSpan.Zero).Should().BeTrue();
            (await givenUp).Written.Should().Be(Written.Busy);

            next = writer.ObserveAsync([Lives.Alert("One"), Lives.Alert("Two")]).AsTask();
        }

        var reply = await next.WaitAsync(TimeSpan.FromSeconds(30));
        reply.Written.Should().Be(Written.Stored);
        reply.Observed.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Alerts = 2, Duplicates = 0 });
    }

    [Fact]
    public async Task What_was_answered_is_let_go_of()
    {
        using var directory = new TemporaryDirectory();
        using var store = Open(new StorageOptions { Directory = directory.Path });
        var writer = Writer(store, new WorkQueue([]));

        var alert = await InTimeAsync(writer);

        await Eventually.Holds("its memory is free", () => IsCollected(alert));
    }

    [Fact]
    public async Task Whoever_waits_too_long_for_the_disk_is_told_so()
    {
        using var directory = new TemporaryDirectory();
        using var store = Open(new StorageOptions { Directory = directory.Path });
        using var writers = new IncidentWriters(
            store, Policies(store), new WorkQueue([]), new FakeTimeProvider(Lives.Noon), NullLogger<IncidentWriter>.Instance,
            patience: TimeSpan.FromMilliseconds(200), lookEvery: TimeSpan.FromMilliseconds(20));
        var writer = writers.Open(Key, () => { });
        using (await HangingFile.MakeAsync(Journal.SpareOf(Path.Combine(directory.Path, "journal"))))
        {
            var closing = writer.ObserveAsync(Alerts("OnItsWay"));
            var closed = writers.CloseAsync(writer);

            (await closing.AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Written.Should().Be(Written.Busy);
            closed.IsCompleted.Should().BeFalse("it is still on its way");
            (await writer.ObserveAsync(Alerts("Late"))).Written.Should().Be(Written.Moved);
        }
    }

    /// <summary>The disk has what it was given, and does not come back with it.</summary>
    private static Task HangsAsync(SqliteStore store) => Eventually.Holds("the disk hangs", () => !store.Health.IsUp);

    private static async Task<WeakReference> InTimeAsync(IncidentWriter writer)
    {
        var alerts = Alerts("InTime");
        (await writer.ObserveAsync(alerts)).Written.Should().Be(Written.Stored);
        return new WeakReference(alerts[0]);
    }

    private static async Task<WeakReference> InVainAsync(IncidentWriter writer)
    {
        var alerts = Alerts("InVain");
        var observed = writer.ObserveAsync(alerts);
        writer.GiveUpAfter(TimeSpan.FromHours(1)).Should().BeFalse("nobody has waited for so long");
        writer.GiveUpAfter(TimeSpan.Zero).Should().BeTrue();
        (await observed).Written.Should().Be(Written.Busy);
        return new WeakReference(alerts);
    }

    private static bool IsCollected(WeakReference request)
    {
        GC.Collect();
        return !request.IsAlive;
    }

    private static IReadOnlyList<Alert> Alerts(string alert) => [Lives.Alert(alert)];

    private SqliteStore Open(StorageOptions options) => new(
        Options.Create(options), StoreFile.KeepsAll, new AgentMetrics(_services.GetRequiredService<IMeterFactory>()), NullLoggerFactory.Instance);

    private static IncidentWriter Writer(IIncidentStore store, WorkQueue work) =>
        new(Key, () => { }, store, Policies(store), work, TimeProvider.System, NullLogger<IncidentWriter>.Instance);

    private static IncidentPolicies Policies(IIncidentStore store) => new(
        Options.Create(new IncidentOptions()), Options.Create(new NotificationOptions()), Options.Create(new RoutingOptions()), [], store);

    /// <returns>How often a new writer was seen.</returns>
    private static async Task<int> EndAgainAndAgainAsync(TestAgent agent, CancellationToken stopping)
    {
        var writers = agent.Services.GetRequiredService<IncidentWriters>();
        var management = agent.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        HashSet<IncidentWriter> seen = [];
        while (!stopping.IsCancellationRequested)
        {
            if (writers.Find(Key) is { } writer)
            {
                seen.Add(writer);
            }

            await management.ForceActivationCollection(TimeSpan.Zero);
        }

        return seen.Count;
    }
}
