using System.Text;
using System.Text.Json;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace LivingDocs.Messages;

/// <summary>What a run attached to its messages about objectives, without regard to anything else in them.</summary>
internal static class AttachedRecords
{
    /// <summary>The record in a line of <c>messages.ndjson</c>; <see langword="null"/> if it is another message, torn, or of a later format.</summary>
    public static ObjectiveRecord? In(string line)
    {
        if (!line.Contains(ObjectiveRecord.FileEnding, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var message = JsonDocument.Parse(line);
            return message.RootElement.TryGetProperty("attachment", out var attachment) ? Of(attachment) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The record that is attached; <see langword="null"/> if it is something else, or of a later format.</summary>
    public static ObjectiveRecord? Of(JsonElement attachment)
    {
        try
        {
            return attachment.Text("fileName")?.EndsWith(ObjectiveRecord.FileEnding, StringComparison.Ordinal) == true
                && ObjectiveRecord.FromJson(Body(attachment)) is { Format: <= HistoryFile.KnownFormat } record
                ? record
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What is attached, as text.</summary>
    public static string Body(JsonElement attachment) => attachment.Text("contentEncoding") == "BASE64"
        ? Encoding.UTF8.GetString(Convert.FromBase64String(attachment.Text("body") ?? ""))
        : attachment.Text("body") ?? "";
}
