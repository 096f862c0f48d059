namespace Benchmarks;

/// <summary>A benchmark cannot be run, or ended early; the message is a line for a person.</summary>
internal sealed class BenchmarkFailedException(string message) : Exception(message);
