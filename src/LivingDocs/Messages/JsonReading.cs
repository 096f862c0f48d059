using System.Text;
using System.Text.Json;

namespace LivingDocs.Messages;

/// <summary>Takes from a message what is there. Versions of the messages differ in what they add, so nothing is required.</summary>
internal static class JsonReading
{
    public static JsonElement? At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out json) || json.ValueKind is JsonValueKind.Null)
            {
                return null;
            }
        }

        return json;
    }

    public static string? Text(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static int Number(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;

    public static IEnumerable<JsonElement> Items(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    public static DateTimeOffset? Instant(this JsonElement json, string name) =>
        json.At(name) is { } time && time.At("seconds") is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64()).AddTicks(time.Number("nanos") / TimeSpan.NanosecondsPerTick)
            : null;

    public static TimeSpan Span(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { } time ? TimeSpan.FromSeconds(time.Number("seconds")) + TimeSpan.FromTicks(time.Number("nanos") / TimeSpan.NanosecondsPerTick) : default;

    /// <summary>The text of an attachment, however it was encoded.</summary>
    /// <exception cref="FormatException">It says that it is base64 and is not.</exception>
    public static string AttachedText(this JsonElement attachment)
    {
        var body = attachment.Text("body") ?? "";
        return attachment.Text("contentEncoding") == "BASE64" ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body;
    }
}
