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
        try
        {
            var payloads = paths.SelectMany(Files).Select(RecordedPayload.Read).ToList();
            return payloads.Count > 0 ? new(payloads) : throw new CommandFailedException($"There is no .json file in {paths[0]}.", ExitCode.Misused);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(unreadable.Message, ExitCode.Misused);
        }
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

/// <summary>One recorded payload.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="Fault">Why it cannot be sent; <see langword="null"/> when it can.</param>
internal sealed record RecordedPayload(string Name, byte[] Bytes, string? Fault)
{
    public static RecordedPayload Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return new(Path.GetFileName(path), bytes, FaultOf(bytes));
    }

    public IEnumerable<JsonObject> Alerts => Fault is null ? AlertsOf(JsonNode.Parse(Bytes)) : [];

    /// <summary>The payload with each of its alerts changed; itself when it has none.</summary>
    public RecordedPayload With(Action<JsonObject> change)
    {
        if (Fault is not null)
        {
            return this;
        }

        var root = JsonNode.Parse(Bytes);
        AlertsOf(root).ToList().ForEach(change);
        return root is null ? this : this with { Bytes = JsonSerializer.SerializeToUtf8Bytes(root) };
    }

    private static IEnumerable<JsonObject> AlertsOf(JsonNode? root) =>
        root is JsonObject payload && payload["alerts"] is JsonArray alerts ? alerts.OfType<JsonObject>() : [];

    private static string? FaultOf(byte[] bytes)
    {
        try
        {
            using var parsed = JsonDocument.Parse(bytes);
            return null;
        }
        catch (JsonException fault)
        {
            return $"not JSON (line {fault.LineNumber + 1})";
        }
    }
}
