using System.Diagnostics;

namespace IncidentAgent.Tests.Support;

/// <summary>Waits for a fact that can be observed, under a deadline.</summary>
public static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>The first observation that satisfies <paramref name="holds"/>.</summary>
    /// <exception cref="TimeoutException">None did in time; the message holds the last one.</exception>
    public static async Task<T> Observe<T>(string fact, Func<Task<T>> observe, Func<T, bool> holds, TimeSpan? within = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await observe();
            if (holds(seen))
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(began) > (within ?? Deadline))
            {
                throw new TimeoutException($"Not within {within ?? Deadline}: {fact}. Last seen: {seen}");
            }

            await Task.Delay(LookEvery);
        }
    }

    public static Task Holds(string fact, Func<bool> holds, TimeSpan? within = null) =>
        Observe(fact, () => Task.FromResult(holds()), held => held, within);
}
