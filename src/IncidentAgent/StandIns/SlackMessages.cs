using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentAgent.StandIns;

/// <summary>A message as it stands in a channel.</summary>
public sealed record SlackStandInMessage
{
    /// <summary>The channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>The message's name within its channel, and when it was posted.</summary>
    public required string Ts { get; init; }

    public required string Text { get; init; }

    /// <summary><see langword="null"/> when it has none.</summary>
    public JsonElement? Blocks { get; init; }

    public JsonElement? Metadata { get; init; }

    /// <summary>How often it was changed in place.</summary>
    public int Edits { get; init; }

    /// <summary>Its thread, oldest first.</summary>
    public ImmutableList<SlackStandInMessage> Replies { get; init; } = [];

    /// <summary>The <c>key</c> in its metadata, the agent's name for the announcement.</summary>
    public string? Key => Metadata is { } metadata && metadata.TryGetProperty("event_payload", out var payload) ? payload.Text("key") : null;
}

/// <summary>What has been posted. Written by one request at a time, read by any thread.</summary>
internal sealed class SlackMessages
{
    private ImmutableList<SlackStandInMessage> _messages = [];
    private long _lastTs;

    public ImmutableList<SlackStandInMessage> Snapshot() => Volatile.Read(ref _messages);

    public static string? KeyOf(JsonElement arguments) =>
        Member(arguments, "metadata") is { } metadata && Member(metadata, "event_payload") is { } payload ? payload.Text("key") : null;

    /// <summary><see langword="null"/> when the thread it is for does not exist.</summary>
    public SlackStandInMessage? Post(string channel, JsonElement arguments, DateTimeOffset now)
    {
        var message = new SlackStandInMessage
        {
            Channel = channel,
            Ts = NextTs(now),
            Text = arguments.Text("text") ?? "",
            Blocks = Member(arguments, "blocks"),
            Metadata = Member(arguments, "metadata"),
        };
        if (arguments.Text("thread_ts") is not { } thread)
        {
            Volatile.Write(ref _messages, _messages.Add(message));
            return message;
        }

        if (Find(channel, thread) is not { } parent)
        {
            return null;
        }

        Volatile.Write(ref _messages, _messages.Replace(parent, parent with { Replies = parent.Replies.Add(message) }));
        return message;
    }

    /// <summary><see langword="null"/> when there is no such message; metadata that is not sent stays.</summary>
    public SlackStandInMessage? Update(string channel, JsonElement arguments)
    {
        if (Find(channel, arguments.Text("ts")) is not { } known)
        {
            return null;
        }

        var changed = known with
        {
            Text = arguments.Text("text") ?? known.Text,
            Blocks = Member(arguments, "blocks"),
            Metadata = Member(arguments, "metadata") ?? known.Metadata,
            Edits = known.Edits + 1,
        };
        Volatile.Write(ref _messages, _messages.Replace(known, changed));
        return changed;
    }

    /// <summary>A channel newest first, or a thread with its parent oldest first; <see langword="null"/> when there is no such thread.</summary>
    public JsonArray? Read(string channel, JsonElement arguments, string? thread)
    {
        var parent = thread is null ? null : Find(channel, thread);
        if (thread is not null && parent is null)
        {
            return null;
        }

        var all = parent is null ? _messages.Where(message => message.Channel == channel).Reverse() : [parent, .. parent.Replies];
        var oldest = decimal.Parse(arguments.Text("oldest") ?? "0", CultureInfo.InvariantCulture);
        var most = int.Parse(arguments.Text("limit") ?? "100", CultureInfo.InvariantCulture);
        var withMetadata = arguments.Text("include_all_metadata") == "true";
        var wanted = all.Where(message => decimal.Parse(message.Ts, CultureInfo.InvariantCulture) > oldest).Take(most);
        return [.. wanted.Select(message => Json(message, withMetadata))];
    }

    private static JsonObject Json(SlackStandInMessage message, bool withMetadata)
    {
        var json = new JsonObject { ["type"] = "message", ["ts"] = message.Ts, ["text"] = message.Text };
        if (withMetadata && message.Metadata is { } metadata)
        {
            json["metadata"] = JsonNode.Parse(metadata.GetRawText());
        }

        return json;
    }

    private SlackStandInMessage? Find(string channel, string? ts) => _messages.Find(message => message.Channel == channel && message.Ts == ts);

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Microseconds since 1970, never the same twice.</summary>
    private string NextTs(DateTimeOffset now)
    {
        _lastTs = Math.Max(_lastTs + 1, (now.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        return string.Create(CultureInfo.InvariantCulture, $"{_lastTs / 1_000_000}.{_lastTs % 1_000_000:D6}");
    }
}
