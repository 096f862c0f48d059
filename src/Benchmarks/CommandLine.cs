using System.CommandLine;
using Benchmarks.Growth;
using Benchmarks.Intake;
using Benchmarks.Micro;
using Benchmarks.Start;
using Benchmarks.Subjects;

namespace Benchmarks;

/// <summary>Which benchmarks there are, and how what goes wrong in them is told.</summary>
internal static class CommandLine
{
    public const int Done = 0;

    /// <summary>A benchmark could not be run.</summary>
    public const int Failed = 1;

    /// <summary>What was typed makes no sense: the same command fails the same way again.</summary>
    public const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Measures what the agent costs, beside what a bare machine could do in the same minutes.")
        {
            IntakeCommand.Create(),
            GrowthCommand.Create(),
            StartCommand.Create(),
            MicroCommand.Create(),
            SubjectCommand.Create(),
        };
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            // Of a command that does not exist the first error only says that there is none.
            return Say(error, parsed.UnmatchedTokens is [var first, ..] ? $"{first} is not known; see --help" : parsed.Errors[0].Message, Misused);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (BenchmarkFailedException failed)
        {
            return Say(error, failed.Message, Failed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say(error, e.Message, Failed);
        }
        catch (OperationCanceledException)
        {
            return Say(error, "Stopped.", Failed);
        }
    }

    private static int Say(TextWriter error, string line, int code)
    {
        error.WriteLine(line);
        return code;
    }
}
