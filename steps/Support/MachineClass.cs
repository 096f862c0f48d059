using System.Runtime.InteropServices;

namespace IncidentAgent.Specs.Support;

/// <summary>What kind of machine this is: figures of one kind can be compared, and none of its words names a machine.</summary>
internal static class MachineClass
{
    private const long GiB = 1L << 30;

    /// <summary>"2 processors X64, 8 GiB, Linux 6, .NET 10".</summary>
    public static string Name { get; } =
        $"{Environment.ProcessorCount} processors {RuntimeInformation.ProcessArchitecture}, {MemoryGiB} GiB, {System}, .NET {Environment.Version.Major}";

    /// <summary>As much as a process may use, which a container may have limited.</summary>
    private static long MemoryGiB => Math.Max(1, (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes + (GiB / 2)) / GiB);

    private static string System => $"{Family} {Environment.OSVersion.Version.Major}";

    private static string Family => OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsMacOS() ? "macOS" : OperatingSystem.IsWindows() ? "Windows" : "Unix";
}
