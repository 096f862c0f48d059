using System.Diagnostics;
using System.Globalization;

namespace ServiceLevels.Memory;

/// <summary>
/// What the managed memory of a .NET process comes to, asked from outside. The process needs no change; it is started with a hook that answers on its
/// console.
/// </summary>
public static class ManagedMemory
{
    /// <summary>Makes a process that is about to be started answer; its standard input and output belong to this from then on.</summary>
    public static void Prepare(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(ManagedMemory).Assembly.Location;
    }

    /// <summary>
    /// Bytes still held after a blocking, compacting collection of all generations, which pauses the process for that long. The growth of this figure is a
    /// leak, which resident memory hides behind what the collector has not given back.
    /// </summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    /// <exception cref="OperationCanceledException">It did not answer before <paramref name="cancellation"/>.</exception>
    public static Task<long> RetainedAsync(Process process, CancellationToken cancellation = default) => AskAsync(process, StartupHook.Retained, cancellation);

    /// <summary>
    /// Bytes allocated since the process began, to the byte. The growth of this figure is what the collector has to clear away; it does not depend on how fast
    /// or how busy the machine is.
    /// </summary>
    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    /// <exception cref="OperationCanceledException">It did not answer before <paramref name="cancellation"/>.</exception>
    public static Task<long> AllocatedAsync(Process process, CancellationToken cancellation = default) => AskAsync(process, StartupHook.Allocated, cancellation);

    private static async Task<long> AskAsync(Process process, string question, CancellationToken cancellation)
    {
        await process.StandardInput.WriteLineAsync(question.AsMemory(), cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith($"{question} ", StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(question.Length + 1), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException($"The process ended before it said what it has {question}.");
    }
}
