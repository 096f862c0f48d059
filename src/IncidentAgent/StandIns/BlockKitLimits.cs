using System.Text.Json;

namespace IncidentAgent.StandIns;

/// <summary>What makes Slack refuse a message's blocks or text.</summary>
internal static class BlockKitLimits
{
    private const int MostBlocks = 50;
    private const int MostText = 40_000;

    /// <summary>Slack documents no cap on a message's block text together; 9,600 characters were seen to pass and 11,300 to be refused.</summary>
    public const int MostBlockText = 9_600;

    /// <summary>Slack's error for the message; <see langword="null"/> when it would be taken.</summary>
    public static string? Refuses(JsonElement message)
    {
        var hasBlocks = message.TryGetProperty("blocks", out var blocks);
        var text = message.Text("text");
        return hasBlocks switch
        {
            _ when text?.Length > MostText => "msg_too_long",
            false when string.IsNullOrEmpty(text) => "no_text",
            false => null,
            true when blocks.ValueKind is not JsonValueKind.Array => "invalid_blocks_format",
            true when blocks.GetArrayLength() > MostBlocks || !blocks.EnumerateArray().All(IsWithinLimits) => "invalid_blocks",
            true => blocks.EnumerateArray().Sum(TextLength) > MostBlockText ? "msg_blocks_too_long" : null,
        };
    }

    private static bool IsWithinLimits(JsonElement block) =>
        (block.Text("block_id")?.Length ?? 0) <= 255
        && block.Text("type") switch
        {
            "header" => Holds(block, "text", 150, "plain_text"),
            "section" => HasTextOrFields(block),
            "context" => HasElements(block, 10),
            "actions" => HasElements(block, 25) && block.GetProperty("elements").EnumerateArray().All(IsElementWithinLimits),
            "divider" => true,
            _ => false,
        };

    private static bool HasTextOrFields(JsonElement block)
    {
        var hasText = block.TryGetProperty("text", out _);
        var hasFields = block.TryGetProperty("fields", out var fields);
        return (hasText || hasFields)
            && (!hasText || Holds(block, "text", 3000, "plain_text", "mrkdwn"))
            && (!hasFields || fields.GetArrayLength() is >= 1 and <= 10)
            && (!hasFields || fields.EnumerateArray().All(field => IsText(field, 2000, "plain_text", "mrkdwn")));
    }

    private static bool HasElements(JsonElement block, int most) =>
        block.TryGetProperty("elements", out var elements) && elements.ValueKind is JsonValueKind.Array
        && elements.GetArrayLength() is > 0 and var count && count <= most;

    private static bool IsElementWithinLimits(JsonElement element) =>
        (element.Text("action_id")?.Length ?? 0) <= 255
        && (element.Text("value")?.Length ?? 0) <= 2000
        && (element.Text("type") != "button" || Holds(element, "text", 75, "plain_text"));

    private static bool Holds(JsonElement owner, string name, int most, params ReadOnlySpan<string> types) =>
        owner.TryGetProperty(name, out var text) && IsText(text, most, types);

    private static bool IsText(JsonElement text, int most, params ReadOnlySpan<string> types) =>
        types.Contains(text.Text("type")) && text.Text("text") is { Length: > 0 } content && content.Length <= most;

    private static int TextLength(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Sum(TextLength),
        JsonValueKind.Object => json.EnumerateObject().Sum(member =>
            member.Name == "text" && member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString()!.Length : TextLength(member.Value)),
        _ => 0,
    };
}
