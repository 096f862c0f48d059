using System.Globalization;

namespace Benchmarks.Subjects;

/// <summary>What the subjects of this program count, under the names that the agent has for it.</summary>
internal static class OwnMetrics
{
    public const string Path = "/metrics";

    /// <summary>OpenTelemetry's name for the bytes that .NET has allocated since the start.</summary>
    public const string Allocated = "dotnet_gc_heap_total_allocated_bytes_total";

    /// <summary>The records of the agent's journal, each flushed once; what the database flushes beside the intake comes on top.</summary>
    public const string Flushes = "incident_agent_commit_duration_seconds_count";

    public static void Map(IEndpointRouteBuilder routes, Func<long> flushes) => routes.MapGet(Path, () => string.Create(
        CultureInfo.InvariantCulture, $"{Allocated} {GC.GetTotalAllocatedBytes()}\n{Flushes} {flushes()}\n"));

    /// <summary>The sum of a counter's samples in Prometheus' text; <see langword="null"/> when it has none.</summary>
    public static double? Read(string text, string counter)
    {
        double? sum = null;
        foreach (var line in text.Split('\n'))
        {
            // Its labels, or a space, end the name.
            if (line.StartsWith(counter, StringComparison.Ordinal) && line.Length > counter.Length && line[counter.Length] is ' ' or '{')
            {
                var value = line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                sum = (sum ?? 0) + double.Parse(value[line.Contains('}', StringComparison.Ordinal) ? 0 : 1], CultureInfo.InvariantCulture);
            }
        }

        return sum;
    }
}
