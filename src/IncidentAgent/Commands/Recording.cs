using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentAgent.Commands;

/// <summary>Recorded payloads in the order in which they are to be sent.</summary>
internal sealed record Recording(IReadOnlyList<RecordedPayload> Payloads)
{
    private static readonly string[] Times = ["startsAt", "endsAt"];

    /// <summary>Reads all files before anything is sent.</summary>
    /// <exception cref="CommandFailedException">A path does not exist, cannot be read, or there is nothing to send.</exception>
    public static Recording Open(IReadOnlyList<string> paths)
    {
        var payloads = paths.SelectMany(Files).Select(RecordedPayload.Read).ToList();
        return payloads.Count > 0 ? new(payloads) : throw new CommandFailedException($"There is no .json file in {paths[0]}.", ExitCode.Misused);
    }

    /// <summary>The same payloads with every alert's times moved by as much as makes the first alert start at <paramref name="start"/>.</summary>
    public Recording StartingAt(DateTimeOffset start)
    {
        var first = Payloads.SelectMany(payload => payload.Alerts).Select(alert => Time(alert, "startsAt")).Min();
        return first is { } earliest ? new([.. Payloads.Select(payload => payload.With(alert => Move(alert, start - earliest)))]) : this;
    }

    private static IEnumerable<string> Files(string path) => path switch
    {
        _ when File.Exists(path) => [path],
        _ when Directory.Exists(path) => Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal),
        _ => throw new CommandFailedException($"There is no file or directory {path}.", ExitCode.Misused),
    };

    private static void Move(JsonObject alert, TimeSpan by)
    {
        foreach (var name in Times)
        {
            if (Time(alert, name) is { } time)
            {
                alert[name] = (time + by).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>Alertmanager writes the year 1 for an alert that has not ended: that is no time.</summary>
    private static DateTimeOffset? Time(JsonObject alert, string name) =>
        alert[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
        && DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && time.Year > 1
            ? time
            : null;
}
