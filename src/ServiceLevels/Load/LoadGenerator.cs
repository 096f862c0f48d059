using System.Diagnostics;

namespace ServiceLevels.Load;

/// <summary>Lets work arrive as planned and measures what becomes of it.</summary>
public static class LoadGenerator
{
    /// <summary>
    /// How long the first piece of a schedule is waited for: started at once, and while the machine is awake from whatever was done before, it would be the
    /// quickest of all.
    /// </summary>
    internal static readonly TimeSpan RestBefore = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the whole load and returns once every piece has an outcome.</summary>
    /// <param name="arrivals">How the work arrives.</param>
    /// <param name="send">
    /// Does one piece, on the thread pool: gets its index, counting from 0, and a token that fires at its deadline. An exception is
    /// <see cref="Outcome.Failed"/>; a piece that ignores its token is given up at the deadline all the same.
    /// </param>
    /// <param name="options">30 s for each piece and no progress, unless told.</param>
    /// <param name="cancellation">Ends the load early, without a measurement.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<Measurement> RunAsync(
        Arrivals arrivals,
        Func<int, CancellationToken, Task<Outcome>> send,
        LoadOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new LoadOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Deadline, TimeSpan.Zero);

        var run = new LoadRun(send, new Ledger(arrivals, options.Progress), options.Deadline, cancellation);
        await (arrivals switch
        {
            Arrivals.AtOnce load => AtOnceAsync(load.Count, run),
            Arrivals.OneAfterAnother load => InTurnAsync(1, load.Count, run),
            Arrivals.Senders load => InTurnAsync(load.Count, load.Total, run),
            Arrivals.Several => throw new ArgumentException($"\"{arrivals}\" was merged from several loads; run them one by one.", nameof(arrivals)),
            _ => OnScheduleAsync(arrivals, run, cancellation),
        });

        cancellation.ThrowIfCancellationRequested();
        return run.Ledger.Close();
    }

    private static Task AtOnceAsync(int count, LoadRun run)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pieces = Enumerable.Range(0, count).Select(BehindGateAsync).ToArray();

        run.Ledger.Begin(Stopwatch.GetTimestamp());
        gate.SetResult();
        return Task.WhenAll(pieces);

        async Task BehindGateAsync(int index)
        {
            await gate.Task.ConfigureAwait(false);
            await run.PieceAsync(index, wave: 0, run.Ledger.Began, Stopwatch.GetTimestamp());
        }
    }

    private static Task InTurnAsync(int senders, int total, LoadRun run)
    {
        var next = -1;
        run.Ledger.Begin(Stopwatch.GetTimestamp());
        return Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(SendAsync)));

        async Task SendAsync()
        {
            while (!run.IsCancelled && Interlocked.Increment(ref next) is var index && index < total)
            {
                var now = Stopwatch.GetTimestamp();
                await run.PieceAsync(index, wave: 0, planned: now, started: now);
            }
        }
    }

    private static Task OnScheduleAsync(Arrivals arrivals, LoadRun run, CancellationToken cancellation)
    {
        var schedule = Schedule.Of(arrivals).ToArray();
        var allDone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pacing = new Thread(Pace) { IsBackground = true, Name = $"Load: {arrivals}" };
        pacing.Start();
        return allDone.Task;

        void Pace()
        {
            // One is held by this thread itself, so that the count cannot reach zero before everything was started.
            var open = 1;
            var index = 0;
            run.Ledger.Begin(Stopwatch.GetTimestamp() + Clock.Ticks(RestBefore));
            foreach (var due in schedule)
            {
                var planned = run.Ledger.Began + Clock.Ticks(due.Planned);
                Pacer.WaitUntil(planned, cancellation);
                if (cancellation.IsCancellationRequested)
                {
                    break;
                }

                Interlocked.Increment(ref open);
                var piece = index++;

                // From here on it waits for a thread of the pool. A service in this process that keeps them all is to be seen in the latency: it is no fault
                // of the ruler's.
                var started = Stopwatch.GetTimestamp();
                _ = Task.Run(() => OneAsync(piece, due.Wave, planned, started));
            }

            Done();

            async Task OneAsync(int piece, int wave, long planned, long started)
            {
                try
                {
                    await run.PieceAsync(piece, wave, planned, started);
                }
                finally
                {
                    Done();
                }
            }

            void Done()
            {
                if (Interlocked.Decrement(ref open) == 0)
                {
                    allDone.SetResult();
                }
            }
        }
    }
}
