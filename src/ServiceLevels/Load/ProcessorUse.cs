using System.Globalization;

namespace ServiceLevels.Load;

/// <summary>
/// What the processors of this machine have done so far, and what of it was for this process and its children; in clock ticks. What others took between
/// two of these, a service under measurement did not get.
/// </summary>
/// <param name="All">Idle time included, of all processors.</param>
/// <param name="Busy">Without idle time; time that a hypervisor gave to other machines counts as busy.</param>
/// <param name="Own">Of this process, of its children that have ended, and of those that run.</param>
internal readonly record struct ProcessorUse(long All, long Busy, long Own)
{
    /// <summary><see langword="null"/> where the operating system does not tell: only Linux does.</summary>
    public static ProcessorUse? Now()
    {
        try
        {
            return Read(File.ReadLines("/proc/stat").First(), Stat("self"), Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(Stat));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The share of all processors that others used since then, from 0 to 1.</summary>
    public double OthersSince(ProcessorUse before) =>
        All <= before.All ? 0 : Math.Clamp((double)(Busy - before.Busy - (Own - before.Own)) / (All - before.All), 0, 1);

    /// <param name="cpu">The first line of <c>/proc/stat</c>: user, nice, system, idle, iowait, irq, softirq, steal.</param>
    /// <param name="self">This process' <c>/proc/…/stat</c>.</param>
    /// <param name="processes">Those of all processes; <see langword="null"/> for one that ended meanwhile.</param>
    internal static ProcessorUse Read(string cpu, string? self, IEnumerable<string?> processes)
    {
        long[] times = [.. cpu.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Number)];
        var own = Fields(self!);
        var id = self!.Split(' ')[0];
        var children = processes.OfType<string>().Select(Fields).Where(fields => fields[Parent] == id).Sum(fields => Number(fields[User]) + Number(fields[System]));
        var idle = times[3] + times[4];
        return new ProcessorUse(times.Sum(), times.Sum() - idle, own[User..(ChildrenSystem + 1)].Sum(Number) + children);
    }

    // Positions after the name, which may itself contain blanks and brackets; see proc(5).
    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;
    private const int ChildrenSystem = 14;

    private static string[] Fields(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string? Stat(string? process)
    {
        try
        {
            return process is not null && (process == "self" || char.IsAsciiDigit(process[0])) ? File.ReadAllText($"/proc/{process}/stat") : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
