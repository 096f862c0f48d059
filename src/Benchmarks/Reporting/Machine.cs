using System.Globalization;
using System.Runtime.InteropServices;
using ServiceLevels.Reporting;

namespace Benchmarks.Reporting;

/// <summary>On what it was measured; without the machine's name, which is nobody's business.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryBytes, string System, string Runtime, string Disk, DateOnly Date)
{
    /// <param name="folder">Where the benchmark writes.</param>
    public static Machine Describe(string folder) => new(
        ProcessorName() ?? RuntimeInformation.ProcessArchitecture.ToString(), Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, new DriveInfo(folder).DriveFormat, DateOnly.FromDateTime(DateTime.UtcNow));

    /// <summary>What is written there is in memory: a flush costs nothing and saves nothing.</summary>
    public bool HasNoDisk => Disk is "tmpfs" or "ramfs";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}, {Processor}, {Cores} cores, {Si.Size(MemoryBytes)}, {System}, {Runtime}, {Disk}");

    private static string? ProcessorName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
