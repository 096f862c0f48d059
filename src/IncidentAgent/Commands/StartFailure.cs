using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Commands;

/// <summary>Why the agent did not start, for the person who started it.</summary>
/// <param name="Lines">One problem each.</param>
/// <param name="ExitCode">2 when the configuration must change first, else 1.</param>
internal sealed record StartFailure(IReadOnlyList<string> Lines, int ExitCode)
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>Reads an exception of the start; <see langword="null"/> when it is one that nobody foresaw, whose stack trace is then worth having.</summary>
    public static StartFailure? From(Exception exception) => exception switch
    {
        StartRefusedException refused => new(Split(refused.Message), Commands.ExitCode.Misused),
        OptionsValidationException invalid => new([.. invalid.Failures], Commands.ExitCode.Misused),
        AggregateException many => All(many),
        IOException { InnerException: AddressInUseException } taken => new(Split(taken.Message), Commands.ExitCode.Failed),
        SocketException refused => new([$"It cannot listen where --urls says: {FirstLine(refused.Message)}."], Commands.ExitCode.Failed),
        InvalidOperationException { Source: Kestrel } unlistenable => new([FirstLine(unlistenable.Message)], Commands.ExitCode.Misused),
        InvalidDataException { InnerException: { } inner } unreadable => new([$"{unreadable.Message} {FirstLine(inner.Message)}"], Commands.ExitCode.Misused),
        _ => null,
    };

    private static StartFailure? All(AggregateException many)
    {
        var failures = many.Flatten().InnerExceptions.Select(From).ToList();
        return failures.Contains(null)
            ? null
            : new([.. failures.SelectMany(failure => failure!.Lines)], failures.Max(failure => failure!.ExitCode));
    }

    private static string[] Split(string message) => message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string FirstLine(string message) => Split(message) is [var first, ..] ? first : "";
}
