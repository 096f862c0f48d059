using System.Diagnostics;
using ServiceLevels.Load;

namespace IncidentAgent.Tests.ServiceLevels.Load;

public sealed class LoadGeneratorTests
{
    [Fact]
    public async Task At_once_means_that_none_waits_for_the_answer_of_another()
    {
        var allThere = new Meeting(50);

        var measured = await LoadGenerator.RunAsync(new Arrivals.AtOnce(50), (_, _) => allThere.ArriveAsync());

        measured.Accepted.Should().Be(50);
        measured.Samples.Should().OnlyContain(sample => sample.Planned == TimeSpan.Zero && sample.Started >= sample.Planned);
    }

    [Fact]
    public async Task One_after_another_means_that_each_waits_for_the_answer_before_it()
    {
        var open = 0;
        var order = new List<int>();

        var measured = await LoadGenerator.RunAsync(new Arrivals.OneAfterAnother(20), async (index, _) =>
        {
            Interlocked.Increment(ref open).Should().Be(1);
            order.Add(index);
            await Task.Yield();
            Interlocked.Decrement(ref open);
            return Outcome.Accepted;
        });

        measured.Accepted.Should().Be(20);
        order.Should().Equal(Enumerable.Range(0, 20));
        measured.Samples.Zip(measured.Samples.Skip(1)).Should().OnlyContain(pair => pair.Second.Planned >= pair.First.Finished);
    }

    [Fact]
    public async Task As_many_senders_as_asked_for_send_side_by_side()
    {
        var (open, most) = (0, 0);
        var allThree = new Meeting(3);

        var measured = await LoadGenerator.RunAsync(new Arrivals.Senders(3, 30), async (index, _) =>
        {
            var now = Interlocked.Increment(ref open);
            lock (allThree)
            {
                most = Math.Max(most, now);
            }

            var outcome = index < 3 ? await allThree.ArriveAsync() : Outcome.Accepted;
            await Task.Yield();
            Interlocked.Decrement(ref open);
            return outcome;
        });

        measured.Accepted.Should().Be(30);
        measured.Samples.Select(sample => sample.Index).Should().Equal(Enumerable.Range(0, 30));
        most.Should().Be(3);
    }

    [Fact]
    public async Task A_wave_comes_whether_or_not_the_one_before_was_answered()
    {
        var both = new Meeting(8);

        var measured = await LoadGenerator.RunAsync(new Arrivals.Waves(2, 4, TimeSpan.FromMilliseconds(5)), (_, _) => both.ArriveAsync());

        measured.Accepted.Should().Be(8);
        measured.Wave(0).Samples.Select(sample => sample.Index).Should().Equal(0, 1, 2, 3);
        measured.Wave(1).Samples.Should().HaveCount(4).And.OnlyContain(sample => sample.Planned.TotalMilliseconds > 4.9);
    }

    [Fact]
    public async Task The_first_piece_is_waited_for_like_the_others()
    {
        var asked = Stopwatch.GetTimestamp();
        TimeSpan? waited = null;

        var measured = await LoadGenerator.RunAsync(new Arrivals.Waves(2, 1, TimeSpan.FromMilliseconds(5)), (_, _) =>
        {
            waited ??= Stopwatch.GetElapsedTime(asked);
            return Task.FromResult(Outcome.Accepted);
        });

        waited.Should().BeGreaterThanOrEqualTo(LoadGenerator.RestBefore, "started at once, it would be the only one that the machine did not sleep before");
        measured.Samples[0].Planned.Should().Be(TimeSpan.Zero, "the rest is no part of the load");
    }

    [Fact]
    public async Task Nothing_starts_before_it_is_due()
    {
        var measured = await LoadGenerator.RunAsync(new Arrivals.AtRate(2000, 100), (_, _) => Task.FromResult(Outcome.Accepted));

        measured.Samples.Select(sample => sample.Planned.TotalMilliseconds).Should()
            .Equal(Enumerable.Range(0, 100).Select(i => i / 2.0), (planned, expected) => Math.Abs(planned - expected) < 0.01);
        measured.Samples.Should().OnlyContain(sample => sample.Started >= sample.Planned && sample.Finished >= sample.Started);
        measured.Lag.Max.Should().Be(measured.Samples.Max(sample => sample.Started - sample.Planned));
    }

    [Fact]
    public async Task Work_that_waits_for_a_thread_is_slow_and_not_late()
    {
        ThreadPool.GetMinThreads(out var threads, out _);

        var measured = await LoadGenerator.RunAsync(new Arrivals.AtRate(1000, 10 * threads), (_, _) =>
        {
            Thread.Sleep(100);
            return Task.FromResult(Outcome.Accepted);
        });

        Median(sample => sample.Started - sample.Planned).Should().BeLessThan(Median(sample => sample.Finished - sample.Started));

        TimeSpan Median(Func<Sample, TimeSpan> of) => measured.Samples.Select(of).Order().ElementAt(measured.Samples.Count / 2);
    }

    [Fact]
    public async Task What_has_no_answer_by_its_deadline_is_given_up_even_if_it_does_not_listen()
    {
        var never = new TaskCompletionSource<Outcome>();

        var measured = await LoadGenerator.RunAsync(
            new Arrivals.AtOnce(3),
            async (index, late) =>
            {
                if (index == 1)
                {
                    await Task.Delay(Timeout.Infinite, late);
                }

                return index == 0 ? Outcome.Accepted : await never.Task;
            },
            new LoadOptions { Deadline = TimeSpan.FromMilliseconds(30) });

        measured.Samples.Select(sample => sample.Outcome).Should().Equal(Outcome.Accepted, Outcome.TimedOut, Outcome.TimedOut);
    }

    [Fact]
    public async Task An_error_is_a_failed_piece_and_its_words_are_kept()
    {
        var measured = await LoadGenerator.RunAsync(new Arrivals.AtOnce(10), (index, _) => index switch
        {
            < 3 => throw new InvalidOperationException("Connection refused."),
            3 => Task.FromException<Outcome>(new OperationCanceledException("The client gave up.")),
            4 => Task.FromResult(Outcome.Refused),
            _ => Task.FromResult(Outcome.Accepted),
        });

        (measured.Accepted, measured.Refused, measured.Failed, measured.TimedOut).Should().Be((5, 1, 4, 0));
        measured.Errors.Should().Equal(new LoadError("Connection refused.", 3), new LoadError("The client gave up.", 1));
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task A_cancelled_load_ends_without_a_measurement(Arrivals arrivals)
    {
        using var cancellation = new CancellationTokenSource();

        var load = LoadGenerator.RunAsync(
            arrivals,
            async (_, late) =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, late);
                return Outcome.Accepted;
            },
            cancellation: cancellation.Token);

        await load.Invoking(run => run).Should().ThrowAsync<OperationCanceledException>();
    }

    public static TheoryData<Arrivals> Endless => new()
    {
        new Arrivals.AtOnce(10),
        new Arrivals.OneAfterAnother(int.MaxValue),
        new Arrivals.Senders(4, int.MaxValue),
        new Arrivals.AtRate(0.001, 1000),
    };

    [Fact]
    public async Task What_was_merged_from_several_loads_cannot_be_run()
    {
        var run = () => LoadGenerator.RunAsync(new Arrivals.Several([new Arrivals.AtOnce(1)]), (_, _) => Task.FromResult(Outcome.Accepted));

        await run.Should().ThrowAsync<ArgumentException>().WithMessage("\"1 at once\" was merged from several loads*");
    }

    [Fact]
    public async Task Progress_is_told_at_every_hundredth()
    {
        var told = new Told();

        var options = new LoadOptions { Progress = told };
        await LoadGenerator.RunAsync(new Arrivals.OneAfterAnother(250), (_, _) => Task.FromResult(Outcome.Accepted), options);

        told.Finished.Should().Equal(Enumerable.Range(1, 125).Select(i => 2 * i));
    }

    [Fact]
    public async Task Of_more_than_a_hundred_thousand_pieces_the_histograms_are_kept()
    {
        var measured = await LoadGenerator.RunAsync(
            new Arrivals.Senders(2, Measurement.MostSamples + 1),
            (index, _) => Task.FromResult(index < 1000 ? Outcome.Failed : index < 1010 ? Outcome.Refused : Outcome.Accepted));

        measured.Samples.Should().BeEmpty();
        (measured.Accepted, measured.Refused, measured.Failed).Should().Be((98_991, 10, 1000));
        measured.Histogram.TotalCount.Should().Be(99_001);
        measured.Percentile(99).Should().BeLessThan(TimeSpan.MaxValue);
        measured.Percentile(99.1m).Should().Be(TimeSpan.MaxValue);
        measured.Answered.Max.Should().BeLessThan(TimeSpan.MaxValue);
        measured.Throughput.Should().BeApproximately(98_991 / measured.TotalTime.TotalSeconds, 1e-6);
        measured.Invoking(all => all.Wave(0)).Should().Throw<InvalidOperationException>().WithMessage("Of 100001 pieces only histograms were kept*");
    }

    /// <summary>Nobody is answered before all are there.</summary>
    private sealed class Meeting(int size)
    {
        private readonly TaskCompletionSource<Outcome> _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _there;

        public Task<Outcome> ArriveAsync()
        {
            if (Interlocked.Increment(ref _there) == size)
            {
                _complete.SetResult(Outcome.Accepted);
            }

            return _complete.Task;
        }
    }

    private sealed class Told : IProgress<LoadProgress>
    {
        public List<int> Finished { get; } = [];

        public void Report(LoadProgress value) => Finished.Add(value.Finished);
    }
}
