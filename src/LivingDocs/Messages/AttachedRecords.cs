using System.Text.Json;
using ServiceLevels.History;
using ServiceLevels.Objectives;

namespace LivingDocs.Messages;

/// <summary>What a run attached to its messages about objectives, without regard to anything else in them.</summary>
internal static class AttachedRecords
{
    /// <summary>All of a file, in its order; of a run that was cut short, those it had finished.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ObjectiveRecord> Read(string path) => [.. MessageReader.Lines(path).Select(In).OfType<ObjectiveRecord>()];

    /// <summary>The record in an attachment; <see langword="null"/> if it holds something else, or a record of a later format.</summary>
    public static ObjectiveRecord? Of(JsonElement attachment)
    {
        if (attachment.Text("fileName")?.EndsWith(ObjectiveRecord.FileEnding, StringComparison.Ordinal) is not true)
        {
            return null;
        }

        try
        {
            return ObjectiveRecord.FromJson(attachment.AttachedText()) is { Format: <= HistoryFile.KnownFormat } record ? record : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private static ObjectiveRecord? In(string line)
    {
        if (!line.Contains(ObjectiveRecord.FileEnding, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var message = JsonDocument.Parse(line);
            return message.RootElement.At("attachment") is { } attachment ? Of(attachment) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
