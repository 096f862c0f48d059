using IncidentAgent.Commands;

namespace IncidentAgent.Tests.Commands;

/// <summary>What became of a typed command.</summary>
internal sealed record Typed(int ExitCode, string Output, string Error)
{
    public static async Task<Typed> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(args, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
