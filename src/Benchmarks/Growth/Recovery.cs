using Benchmarks.Reporting;
using Benchmarks.Subjects;

namespace Benchmarks.Growth;

/// <summary>How long an agent takes to come back to what it has stored; each figure is the median of several rounds.</summary>
/// <param name="Seconds">How much later than on an empty folder its first 202 comes.</param>
/// <param name="ReadSeconds">How long it takes to read the same bytes once, from the beginning to the end.</param>
internal sealed record Recovery(double Seconds, double ReadSeconds)
{
    public const int Rounds = 9;

    public double Ratio => Seconds / ReadSeconds;

    /// <summary>
    /// Starts it in turn on an empty folder and on copies of what is stored: once as after a kill, when the system still has the files in memory, and once
    /// as after a start of the machine, when it has to read them from the disk.
    /// </summary>
    /// <param name="folder">As the killed agent left it; it stays so.</param>
    /// <param name="scratch">Where the copies are.</param>
    /// <param name="startsAt">When the first alerts began.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The second is <see langword="null"/> where the system cannot be told to forget.</returns>
    public static async Task<(Recovery AfterKill, Recovery? AfterRestart)> OfAsync(
        string folder, Scratch scratch, DateTimeOffset startsAt, CancellationToken cancellation)
    {
        var canForget = PageCache.CanForget(scratch.Directory);
        List<double> empty = [], killed = [], killedRead = [], restarted = [], restartedRead = [];
        for (var round = 0; round < Rounds; round++)
        {
            empty.Add(await StartAsync(scratch.New()));

            var copy = Copy();
            killedRead.Add(FolderBytes.SecondsToRead(copy));
            killed.Add(await StartAsync(copy));

            if (canForget)
            {
                copy = Copy();
                FolderBytes.Forget(copy);
                restartedRead.Add(FolderBytes.SecondsToRead(copy));
                FolderBytes.Forget(copy);
                restarted.Add(await StartAsync(copy));
            }
        }

        var atLeast = Median(empty);
        return (
            new Recovery(Math.Max(0, Median(killed) - atLeast), Median(killedRead)),
            canForget ? new Recovery(Math.Max(0, Median(restarted) - atLeast), Median(restartedRead)) : null);

        string Copy()
        {
            var copy = scratch.New();
            FolderBytes.Copy(folder, copy);
            return copy;
        }

        async Task<double> StartAsync(string on)
        {
            var (agent, seconds) = await FirstAnswer.StartAsync(KnownSubjects.Agent, on, startsAt, part: 0, cancellation);
            await agent.DisposeAsync();
            Directory.Delete(on, recursive: true);
            return seconds;
        }
    }

    private static double Median(IReadOnlyList<double> seconds) => Spread.Of(seconds).Median;
}
