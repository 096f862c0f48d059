using System.Diagnostics;
using System.Globalization;

namespace ServiceLevels.Memory;

/// <summary>
/// What a .NET process still holds after a full collection, asked from outside: the growth of this figure is a leak, which resident memory hides behind
/// what the collector has not given back. The process needs no change; it is started with a hook that answers on its console.
/// </summary>
public static class RetainedMemory
{
    /// <summary>Makes a process that is about to be started answer; its standard input and output belong to this from then on.</summary>
    public static void Prepare(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(RetainedMemory).Assembly.Location;
    }

    /// <summary>Bytes of the managed heap after a blocking, compacting collection of all generations; it pauses the process for that long.</summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    /// <exception cref="OperationCanceledException">It did not answer before <paramref name="cancellation"/>.</exception>
    public static async Task<long> OfAsync(Process process, CancellationToken cancellation = default)
    {
        await process.StandardInput.WriteLineAsync(StartupHook.Collect.AsMemory(), cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(StartupHook.Retained, StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(StartupHook.Retained.Length), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("The process ended before it said what it retains.");
    }
}
