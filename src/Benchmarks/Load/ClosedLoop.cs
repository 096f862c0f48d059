using System.Diagnostics;
using System.Net.Http.Headers;
using HdrHistogram;

namespace Benchmarks.Load;

/// <summary>Sends requests over as many connections as the shape has, each its next one when the last one was answered.</summary>
/// <param name="target">Where to.</param>
/// <param name="shape">What.</param>
/// <param name="startsAt">When all alerts began.</param>
internal sealed class ClosedLoop(Target target, LoadShape shape, DateTimeOffset startsAt)
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/json");

    private readonly BodyTemplate _template = BodyTemplate.Of(target.Format, shape.Alerts, startsAt);

    /// <param name="part">Tells its requests from those of other parts.</param>
    /// <param name="first">The number of the first request.</param>
    /// <param name="goesOn">Whether the request of that number is still to be sent.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="BenchmarkFailedException">Nothing was answered.</exception>
    public async Task<LoadResult> RunAsync(int part, int first, Func<int, bool> goesOn, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = shape.Connections, UseCookies = false }) { BaseAddress = target.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Target.Token);
        var (next, refused, broken) = (first - 1, 0L, 0L);
        var began = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, shape.Connections).Select(_ => Task.Run(SendAsync, cancellation)));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var all = Times();
        foreach (var one in times)
        {
            all.Add(one);
        }

        return all.TotalCount > 0
            ? new LoadResult(all.TotalCount, seconds, Seconds(all, 50), Seconds(all, 99), Seconds(all, 100), refused, broken)
            : throw new BenchmarkFailedException($"nothing was answered, {broken} requests broke off.");

        async Task<LongHistogram> SendAsync()
        {
            var mine = Times();
            while (Interlocked.Increment(ref next) is var number && goesOn(number))
            {
                using var content = new ByteArrayContent(_template.Fill(part, shape.Known > 0 ? number % shape.Known : number, shape.Incidents));
                content.Headers.ContentType = ContentType;
                var sent = Stopwatch.GetTimestamp();
                try
                {
                    using var answer = await client.PostAsync(target.Path, content, cancellation);
                    mine.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds));
                    if (!answer.IsSuccessStatusCode)
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref broken);
                }
            }

            return mine;
        }
    }

    /// <summary>In microseconds, up to ten minutes, three digits.</summary>
    private static LongHistogram Times() => new(600_000_000, 3);

    private static double Seconds(LongHistogram times, double percent) => times.GetValueAtPercentile(percent) / 1e6;
}
