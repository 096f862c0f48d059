using System.Diagnostics;
using System.Net.Http.Headers;
using Benchmarks.Load;

namespace Benchmarks.Subjects;

/// <summary>How long a process takes from its start to having taken its first alert.</summary>
internal static class FirstAnswer
{
    /// <param name="subject">What is started.</param>
    /// <param name="folder">Where it stores; it may hold something already.</param>
    /// <param name="startsAt">When the alert began.</param>
    /// <param name="part">Tells the alert from others.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="BenchmarkFailedException">It does not take alerts.</exception>
    public static async Task<(RunningSubject Subject, double Seconds)> StartAsync(
        Subject subject, string folder, DateTimeOffset startsAt, int part, CancellationToken cancellation)
    {
        // Above all parts that loads use.
        var body = BodyTemplate.Of(subject.Format, alerts: 1, startsAt).Fill(0x4000_0000 + part, number: 0, incidents: 1);
        var began = Stopwatch.GetTimestamp();
        var running = RunningSubject.Launch(subject, folder);
        try
        {
            await running.UntilAsync(
                async () =>
                {
                    using var content = new ByteArrayContent(body);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var answer = await running.Client.PostAsync(subject.Path, content, cancellation);
                    return answer.IsSuccessStatusCode;
                },
                cancellation);
            return (running, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }
}
