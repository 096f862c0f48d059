using System.Text;
using System.Text.Json;
using ServiceLevels.Objectives;

namespace LivingDocs.Commands;

internal sealed partial class SummaryCommand
{
    private const int KnownFormat = 1;

    /// <summary>The records that are attached to the messages; of a run that was cut short, those it had finished.</summary>
    private static IReadOnlyList<ObjectiveRecord> RecordsOf(string messages) =>
    [
        .. File.ReadLines(messages)
            .Where(line => line.Contains(ObjectiveRecord.FileEnding, StringComparison.Ordinal))
            .Select(RecordIn)
            .OfType<ObjectiveRecord>()
            .Where(record => record.Format <= KnownFormat),
    ];

    private static ObjectiveRecord? RecordIn(string line)
    {
        try
        {
            using var envelope = JsonDocument.Parse(line);
            if (!envelope.RootElement.TryGetProperty("attachment", out var attachment)
                || !attachment.TryGetProperty("fileName", out var name)
                || name.GetString()?.EndsWith(ObjectiveRecord.FileEnding, StringComparison.Ordinal) is not true)
            {
                return null;
            }

            var body = attachment.GetProperty("body").GetString()!;
            var isBase64 = attachment.GetProperty("contentEncoding").GetString() is "BASE64";
            return ObjectiveRecord.FromJson(isBase64 ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body);
        }
        catch (JsonException) when (!line.EndsWith('}'))
        {
            // Torn by the end of the process that wrote it.
            return null;
        }
    }
}
