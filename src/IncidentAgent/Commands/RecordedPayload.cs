using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentAgent.Commands;

/// <summary>One recorded payload.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="Fault">Why it cannot be sent; <see langword="null"/> when it can.</param>
internal sealed record RecordedPayload(string Name, byte[] Bytes, string? Fault)
{
    /// <exception cref="CommandFailedException">The file cannot be read; exit code 2.</exception>
    public static RecordedPayload Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return new(Path.GetFileName(path), bytes, FaultOf(bytes));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(unreadable.Message, ExitCode.Misused);
        }
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
