using IncidentAgent.Alerts;
using IncidentAgent.Investigation;
using IncidentAgent.Tests.Investigation.RootCause;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace IncidentAgent.Tests.Investigation;

public sealed class InvestigatorTests
{
    private const int TestTimeout = 20_000;

    private readonly Clock _clock = new(Samples.Noon.AddMinutes(10));

    [Fact(Timeout = TestTimeout)]
    public async Task Every_source_is_asked_while_the_others_still_think()
    {
        using var everybody = new CountdownEvent(3);
        var allAsked = new TaskCompletionSource();
        async Task<IReadOnlyList<Evidence>> WaitForTheOthers(EvidenceRequest request, CancellationToken cancellation)
        {
            if (everybody.Signal())
            {
                allAsked.SetResult();
            }

            await allAsked.Task;
            return [Found("all were asked")];
        }

        using var host = HostOf(new Source("a", WaitForTheOthers), new Source("b", WaitForTheOthers), new Source("c", WaitForTheOthers));

        var findings = await host.InvestigateAsync(Samples.Incident());

        findings.Evidence.Should().HaveCount(3);
        findings.Missing.Should().BeEmpty();
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Evidence_is_numbered_per_source_and_comes_in_the_order_of_the_names()
    {
        using var host = HostOf(
            new Source("loki", (_, _) => Found(["late"])), new Source("jaeger", (_, _) => Found(["one", "two"])));

        var findings = await host.InvestigateAsync(Samples.Incident());

        findings.Evidence.Select(evidence => (evidence.Id, evidence.Value)).Should()
            .Equal(("jaeger-1", "one"), ("jaeger-2", "two"), ("loki-1", "late"));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Findings_carry_what_the_evidence_comes_to_and_cite_it_by_its_number()
    {
        var world = Worlds.Of("chain", "web>orders orders>payments-db") with { Broken = ["payments-db"] };
        using var host = HostOf(new Source("prometheus", (_, _) => Task.FromResult(world.File().Evidence)));

        var findings = await host.InvestigateAsync(Samples.Incident("web"), Samples.Alert(startsAt: World.At(World.Onset + 2)));

        var cause = findings.Analysis!.Causes[0];
        cause.Service.Should().Be("payments-db");
        cause.EvidenceIds.Should().BeSubsetOf(findings.Evidence.Select(evidence => evidence.Id)).And.NotBeEmpty();
        findings.Analysis.Impact!.CountedAt.Should().Be("web");
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Where_nobody_is_asked_there_is_no_analysis()
    {
        using var host = HostOf();

        (await host.InvestigateAsync(Samples.Incident("web"))).Analysis.Should().BeNull();
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_source_that_does_not_answer_in_time_is_missing_and_the_others_are_not()
    {
        var asked = new TaskCompletionSource();
        using var host = HostOf(
            new Source("slow", async (_, cancellation) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
                return [];
            }),
            new Source("quick", (_, _) => Found(["here"])));

        var investigating = host.InvestigateAsync(Samples.Incident());
        await asked.Task;
        _clock.Advance(TimeSpan.FromSeconds(5));
        var findings = await investigating;

        findings.Missing.Should().Equal(new MissingEvidence("slow", "did not answer within 5 s"));
        findings.Evidence.Should().ContainSingle().Which.Value.Should().Be("here");
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_source_that_does_not_stop_when_told_to_is_left_behind_at_the_deadline()
    {
        var never = new TaskCompletionSource<IReadOnlyList<Evidence>>();
        using var host = HostOf(new Source("deaf", (_, _) => never.Task));

        var findings = await TurnTheClockUntil(host.InvestigateAsync(Samples.Incident()));

        findings.Missing.Should().Equal(new MissingEvidence("deaf", "did not answer within 5 s, nor stop when it was told to"));
        (findings.EndedAt - findings.StartedAt).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_source_that_blocks_its_thread_holds_nobody_up()
    {
        using var release = new ManualResetEventSlim();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = HostOf(
            new Source("blocking", (_, _) =>
            {
                release.Wait();
                return Found([]);
            }),
            new Source("quick", (_, _) =>
            {
                asked.SetResult();
                return Found(["here"]);
            }));

        var investigating = host.InvestigateAsync(Samples.Incident());

        // Asked while the other holds its thread; what it answers may come before the clock is turned, or after.
        await asked.Task;
        var findings = await TurnTheClockUntil(investigating);
        release.Set();

        findings.Missing.Select(missing => missing.Source).Should().Contain("blocking");
    }

    [Fact(Timeout = TestTimeout)]
    public async Task What_a_source_found_before_it_failed_is_kept_beside_the_reason()
    {
        using var host = HostOf(
            new Source("half", (_, _) => throw new EvidenceUnavailableException("answered 503: busy") { Found = [Found("half of it")] }));

        var findings = await host.InvestigateAsync(Samples.Incident());

        findings.Evidence.Select(evidence => (evidence.Id, evidence.Value)).Should().Equal(("half-1", "half of it"));
        findings.Missing.Should().Equal(new MissingEvidence("half", "answered 503: busy"));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_source_that_throws_anything_else_is_missing_too()
    {
        using var host = HostOf(
            new Source("broken", (_, _) => throw new InvalidOperationException("no\nsuch thing")),
            new Source("impatient", (_, _) => throw new OperationCanceledException("gave up")),
            new Source("timed", (_, _) => throw new TimeoutException("its own")));

        var findings = await host.InvestigateAsync(Samples.Incident());

        findings.Missing.Should().Equal(
            new MissingEvidence("broken", "failed: no such thing"),
            new MissingEvidence("impatient", "failed: gave up"),
            new MissingEvidence("timed", "failed: its own"));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_callers_own_cancellation_ends_the_investigation()
    {
        using var caller = new CancellationTokenSource();
        using var host = HostOf(new Source("slow", async (_, cancellation) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        }));

        var investigating = () => host.Services.GetRequiredService<Investigator>().InvestigateAsync(Samples.Incident(), [], caller.Token);

        await investigating.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Sources_are_shown_the_first_20_alerts_and_the_time_since_before_the_earliest_of_them()
    {
        EvidenceRequest? shown = null;
        using var host = HostOf(new Source("curious", (request, _) =>
        {
            shown = request;
            return Found([]);
        }));
        IReadOnlyList<Alert> alerts = [.. Enumerable.Range(0, 30).Select(minute => Samples.Alert(startsAt: Samples.Noon.AddMinutes(-minute)))];

        await host.InvestigateAsync(Samples.Incident(), alerts);

        shown!.Alerts.Should().Equal(alerts.Take(20));
        shown.From.Should().Be(Samples.Noon.AddMinutes(-19).AddMinutes(-30));
        shown.To.Should().Be(_clock.GetUtcNow());
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Who_calls_whom_is_asked_first_and_the_others_are_asked_about_the_services_that_are_called()
    {
        EvidenceRequest? shown = null;
        using var host = HostOf(
            new Source("others", (request, _) =>
            {
                shown = request;
                return Found(["x"]);
            }),
            new Source("others", (request, _) => Task.FromResult<IReadOnlyList<Evidence>>(
                [Found("calls") with { Facts = new Facts { Calls = [new Call("payments", "orders"), new Call("orders", "db")] } }]))
            { TellsWhoCallsWhom = true });

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        shown!.Services.Should().Equal("payments", "orders", "db");
        findings.Evidence.Select(evidence => (evidence.Id, evidence.Value)).Should().Equal(("others-1", "calls"), ("others-2", "x"));
        findings.Asked.Should().Equal("others");
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Who_does_not_tell_in_time_who_calls_whom_holds_the_others_up_only_for_that_time()
    {
        var never = new TaskCompletionSource<IReadOnlyList<Evidence>>();
        EvidenceRequest? shown = null;
        using var host = HostOf(
            new Source("deaf", (_, _) => never.Task) { TellsWhoCallsWhom = true },
            new Source("late", async (_, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return [];
            })
            { TellsWhoCallsWhom = true },
            new Source("quick", (request, _) =>
            {
                shown = request;
                return Found(["here"]);
            }));

        // Each of the two has a time-out, which is gone when it fires, and a time at which it is left behind: only who did not stop still waits for that.
        var investigating = host.InvestigateAsync(Samples.Incident("payments"));
        await TimersAreAsync(4);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await TimersAreAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var findings = await investigating;

        findings.Missing.Should().Equal(
            new MissingEvidence("deaf", "did not answer within 2 s, nor stop when it was told to"), new MissingEvidence("late", "did not answer within 2 s"));
        shown!.Services.Should().Equal("payments");
        findings.Evidence.Should().ContainSingle();
        (findings.EndedAt - findings.StartedAt).Should().Be(TimeSpan.FromSeconds(4));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task On_a_machine_that_stood_still_the_others_are_asked_all_the_same()
    {
        using var host = HostOf(
            new Source("calls", (_, _) =>
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                return Found([]);
            })
            { TellsWhoCallsWhom = true },
            new Source("quick", (_, _) => Found(["here"])));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Should().ContainSingle().Which.Value.Should().Be("here");
    }

    [Fact(Timeout = TestTimeout)]
    public async Task What_was_found_comes_with_suggestions_and_a_summary()
    {
        using var host = HostOf(new Source("a", (_, _) => Found(["x"])));

        var findings = await host.InvestigateAsync(
            Samples.Incident("payments"), Samples.Alert() with { Annotations = new Dictionary<string, string> { ["runbook_url"] = "https://runbooks.example.com/a" } });

        findings.Actions.Select(action => action.Id).Should().Equal("runbook", "compare-instances", "what-changed", "where-it-begins", "ask-for-help");
        findings.Summary!.ToString().Should().StartWith("Root cause: INCONCLUSIVE.").And.EndWith("Looked at evidence of test.");
    }

    private IHost HostOf(params IEvidenceSource[] sources) => Samples.Host(services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        foreach (var source in sources)
        {
            services.AddSingleton(source);
        }
    });

    private async Task<Findings> TurnTheClockUntil(Task<Findings> investigating)
    {
        while (!investigating.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await investigating;
    }

    private static Task<IReadOnlyList<Evidence>> Found(string[] values) => Task.FromResult<IReadOnlyList<Evidence>>([.. values.Select(Found)]);

    private static Evidence Found(string value) => new()
    {
        Source = "test",
        Title = "test",
        Query = "test",
        From = Samples.Noon,
        To = Samples.Noon,
        Value = value,
    };

    private sealed class Source(string name, Func<EvidenceRequest, CancellationToken, Task<IReadOnlyList<Evidence>>> collect) : IEvidenceSource
    {
        public string Name => name;

        public bool TellsWhoCallsWhom { get; init; }

        public Task<IReadOnlyList<Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) => collect(request, cancellation);
    }

    /// <summary>Counts who waits for it.</summary>
    private async Task TimersAreAsync(int count)
    {
        while (_clock.Timers != count)
        {
            await Task.Yield();
        }
    }

    /// <summary>Counts the timers that somebody still waits for.</summary>
    private sealed class Clock(DateTimeOffset now) : FakeTimeProvider(now)
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return new Counted(base.CreateTimer(callback, state, dueTime, period), () => Interlocked.Decrement(ref _timers));
        }

        private sealed class Counted(ITimer timer, Action disposed) : ITimer
        {
            private int _isDisposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                timer.Dispose();
                if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
                {
                    disposed();
                }
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
