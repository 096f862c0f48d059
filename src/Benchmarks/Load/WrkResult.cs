using System.Globalization;
using System.Text.Json;

namespace Benchmarks.Load;

/// <summary>Reads the line in which the script says what came of a run of wrk.</summary>
internal static class WrkResult
{
    private const string Mark = "RESULT ";

    /// <exception cref="BenchmarkFailedException">There is no such line, or nothing was answered.</exception>
    public static LoadResult Read(string output)
    {
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal))
            ?? throw new BenchmarkFailedException($"wrk did not say what came of its run: {OneLine(output)}");
        try
        {
            using var json = JsonDocument.Parse(line[Mark.Length..]);
            long Value(string name) => json.RootElement.GetProperty(name).GetInt64();
            double Seconds(string name) => Value(name) / 1e6;
            var result = new LoadResult(
                Value("requests"), Seconds("microseconds"), Seconds("p50"), Seconds("p99"), Seconds("max"), Value("status"),
                Value("connect") + Value("read") + Value("write") + Value("timeout"));
            return result.Requests > 0 ? result : throw new BenchmarkFailedException($"nothing was answered within {result.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s, {result.Broken} requests broke off.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BenchmarkFailedException($"What wrk said cannot be read: {line}");
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
