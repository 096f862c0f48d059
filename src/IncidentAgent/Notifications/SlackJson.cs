using System.Text.Json.Serialization;

namespace IncidentAgent.Notifications;

/// <summary>The arguments of <c>chat.postMessage</c> and, with <see cref="Ts"/>, of <c>chat.update</c>.</summary>
internal sealed record SlackPost
{
    public required string Channel { get; init; }

    /// <summary>What notifications and screen readers show; the whole message where there are no blocks.</summary>
    public required string Text { get; init; }

    public IReadOnlyList<SlackBlock>? Blocks { get; init; }

    /// <summary>The message to change.</summary>
    public string? Ts { get; init; }

    /// <summary>The message to reply to.</summary>
    public string? ThreadTs { get; init; }

    public SlackMetadata? Metadata { get; init; }

    public bool UnfurlLinks { get; init; }

    public bool UnfurlMedia { get; init; }
}

internal sealed record SlackBlock(string Type, SlackText? Text = null, IReadOnlyList<SlackText>? Fields = null);

/// <param name="Type"><c>plain_text</c> or <c>mrkdwn</c>.</param>
/// <param name="Text">Escaped.</param>
/// <param name="Emoji">Only for plain text: whether <c>:words:</c> become pictures.</param>
/// <param name="Verbatim">Only for mrkdwn: leave alone what merely looks like a link, a channel or a mention.</param>
internal sealed record SlackText(string Type, string Text, bool? Emoji = null, bool? Verbatim = null)
{
    public static SlackText Plain(string text) => new("plain_text", text, Emoji: false);

    public static SlackText Markdown(string text) => new("mrkdwn", text, Verbatim: true);
}

/// <summary>What a message carries unseen: how the agent knows its own again.</summary>
internal sealed record SlackMetadata(string EventType, SlackMetadataKey EventPayload)
{
    public static SlackMetadata For(string key) => new("incident_announcement", new SlackMetadataKey(key));
}

internal sealed record SlackMetadataKey(string? Key);

/// <summary>What any method answers, as far as the agent reads it.</summary>
internal sealed record SlackAnswer
{
    public bool Ok { get; init; }

    public string? Error { get; init; }

    public string? Channel { get; init; }

    public string? Ts { get; init; }

    public IReadOnlyList<SlackSeen>? Messages { get; init; }
}

/// <summary>A message as the history tells it.</summary>
internal sealed record SlackSeen(string? Ts, SlackMetadata? Metadata);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackPost))]
[JsonSerializable(typeof(SlackAnswer))]
internal sealed partial class SlackJson : JsonSerializerContext;
