using Benchmarks.Load;
using Benchmarks.Subjects;

namespace Benchmarks.Intake;

/// <summary>Measures a heat: all its subjects run, one of them works, the others are stopped; then the next one.</summary>
/// <param name="driver">What sends the requests.</param>
/// <param name="folder">Where the subjects write; each gets a folder of its own there.</param>
/// <param name="options">How often and how long.</param>
internal sealed class IntakeRun(ILoadDriver driver, string folder, IntakeOptions options)
{
    /// <summary>What is compiled only while it works is compiled by then.</summary>
    private const int LeastWarmUpSeconds = 3;

    public async Task<HeatResult> RunAsync(Heat heat, CancellationToken cancellation)
    {
        List<RunningSubject> running = [];
        try
        {
            foreach (var contestant in heat.Contestants)
            {
                running.Add(await RunningSubject.StartAsync(contestant.Subject, Path.Combine(folder, $"{running.Count}"), cancellation));
                running[^1].Pause();
            }

            var rounds = heat.Contestants.Select(_ => new List<Round>()).ToArray();
            // Round 0 warms up and opens the incidents; what each of them is to be told and investigated for is done before round 1.
            for (var round = 0; round <= options.Rounds; round++)
            {
                for (var i = 0; i < running.Count; i++)
                {
                    var time = TimeSpan.FromSeconds(round == 0 ? Math.Max(LeastWarmUpSeconds, options.SecondsPerRound) : options.SecondsPerRound);
                    var measured = await TakeTurnAsync(running[i], heat.Contestants[i], round, time, cancellation);
                    if (round > 0)
                    {
                        rounds[i].Add(measured);
                    }
                }
            }

            return new HeatResult(heat, [.. heat.Contestants.Select((contestant, i) => new Turns(contestant, rounds[i]))]);
        }
        finally
        {
            foreach (var subject in running)
            {
                await subject.DisposeAsync();
            }
        }
    }

    private async Task<Round> TakeTurnAsync(RunningSubject subject, Contestant contestant, int round, TimeSpan time, CancellationToken cancellation)
    {
        subject.Resume();
        try
        {
            var before = await subject.FiguresAsync(cancellation);
            var load = await driver.RunAsync(subject.Target, contestant.Shape, contestant.Shape.Known > 0 ? 0 : round, time, cancellation);
            if (round == 0)
            {
                await subject.SettleAsync(cancellation);
            }

            return Round.Of(load, before, await subject.FiguresAsync(cancellation));
        }
        catch (BenchmarkFailedException e)
        {
            throw new BenchmarkFailedException($"{contestant.Name}, round {round}: {e.Message}");
        }
        finally
        {
            subject.Pause();
        }
    }
}
