using System.Diagnostics;
using Benchmarks.Load;

namespace Benchmarks.Subjects;

/// <summary>Something that takes alerts and is measured, in a process of its own.</summary>
internal sealed record Subject
{
    public required string Name { get; init; }

    /// <summary>What it does with a request, for the reader of a table.</summary>
    public required string Does { get; init; }

    /// <summary>What takes alerts.</summary>
    public required string Path { get; init; }

    public BodyFormat Format { get; init; } = BodyFormat.Notification;

    /// <summary>Answers 200 when alerts can be taken.</summary>
    public required string ReadyPath { get; init; }

    /// <summary>How its process is started, listening there and writing into that folder.</summary>
    public required Func<Uri, string, ProcessStartInfo> Start { get; init; }

    /// <summary>The counter of bytes it has allocated, among what <c>/metrics</c> says.</summary>
    public required string AllocatedMetric { get; init; }

    /// <summary>The counter of flushes to the disk; <see langword="null"/> where it makes none.</summary>
    public string? FlushMetric { get; init; }
}
