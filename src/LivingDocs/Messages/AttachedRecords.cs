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
            return message.RootElement.TryGetProperty("attachment", out var attachment)
                && attachment.TryGetProperty("fileName", out var name)
                && name.GetString()?.EndsWith(ObjectiveRecord.FileEnding, StringComparison.Ordinal) == true
                && ObjectiveRecord.FromJson(Body(attachment)) is { Format: <= HistoryFile.KnownFormat } record
                ? record
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Body(JsonElement attachment)
    {
        var body = attachment.GetProperty("body").GetString()!;
        return attachment.GetProperty("contentEncoding").GetString() == "BASE64" ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body;
    }
}
