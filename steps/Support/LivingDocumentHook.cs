using System.Diagnostics;
using System.Text.Json;
using LivingDocs;

namespace IncidentAgent.Specs.Support;

/// <summary>Makes the living documentation of a run when it ends. Tests say what they found whether or not that works.</summary>
[Binding]
public sealed class LivingDocumentHook
{
    private const int BeforeAllOthers = int.MinValue;

    /// <summary>What has to fail the run does so later: a hook that fails keeps the rest from running.</summary>
    internal const int AfterAllThatIsSaid = int.MaxValue - 1;

    // A runner writes its messages in the background. Ours has written them in milliseconds; Reqnroll keeps the last 64 KiB until the run is over.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private static int Begun;

    [BeforeScenario(Order = BeforeAllOthers)]
    public static void Count() => Interlocked.Increment(ref Begun);

    [AfterTestRun(Order = AfterAllThatIsSaid)]
    public static async Task Write(OutputOfTheRun output)
    {
        if (MessagesPath() is not { } messages || !File.Exists(messages))
        {
            return;
        }

        try
        {
            var written = await WrittenAsync(messages);
            output.WriteLine($"The living documentation: {LivingDocument.End(messages)}");
            if (written < Begun)
            {
                output.WriteLine(
                    $"It lacks {Begun - written} of {Begun} scenarios, whose messages are not written yet: "
                    + "`dotnet run --project src/LivingDocs` makes it whole.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            output.WriteLine($"The living documentation was not written: {e.Message}");
        }
    }

    private static async Task<int> WrittenAsync(string messages)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var written = LivingDocument.FinishedScenarios(messages);
            if (written >= Begun || Stopwatch.GetElapsedTime(began) > Patience)
            {
                return written;
            }

            await Task.Delay(LookEvery);
        }
    }

    // Reqnroll tells nobody where its formatters write.
    private static string? MessagesPath()
    {
        using var configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reqnroll.json")));
        return configuration.RootElement.TryGetProperty("formatters", out var formatters)
            && formatters.TryGetProperty("message", out var message)
            && message.TryGetProperty("outputFilePath", out var path)
            ? Path.GetFullPath(path.GetString()!, AppContext.BaseDirectory)
            : null;
    }
}
