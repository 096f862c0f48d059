using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentAgent.StandIns;

public sealed record SlackStandInOptions
{
    /// <summary>The only token it knows.</summary>
    public string Token { get; init; } = "xoxb-stand-in";

    /// <summary>Its channels, name to id. As in Slack a message may be posted to either, everything else needs the id.</summary>
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string> { ["incidents"] = "C0000000001" };

    /// <summary>Messages one channel takes in a second, after a burst; default 1, <see langword="null"/> for any number.</summary>
    public int? MessagesPerSecond { get; init; } = 1;

    /// <summary>Messages a channel takes at once after a quiet time; default 3.</summary>
    public int Burst { get; init; } = 3;

    /// <summary>Calls each other method takes in a minute (Slack's tier 3); default 50, <see langword="null"/> for any number.</summary>
    public int? CallsPerMinute { get; init; } = 50;

    /// <summary>Too many are answered 200 <c>ok:false ratelimited</c> instead of 429.</summary>
    public bool LimitsPolitely { get; init; }

    /// <summary>Whether the token may read history; without it those methods answer <c>missing_scope</c>.</summary>
    public bool MayReadHistory { get; init; } = true;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Answers the methods of Slack's Web API that the agent calls, as Slack does: errors are 200 with <c>ok:false</c>.</summary>
public sealed class SlackStandIn : StandIn
{
    private readonly SlackStandInOptions _options;
    private readonly SlackMessages _messages = new();
    private readonly Dictionary<string, RateWindow> _windows = [];

    private SlackStandIn(SlackStandInOptions options)
        : base(options.Time) => _options = options;

    /// <summary>The messages of every channel in the order they were posted, each with its thread; as they stand now.</summary>
    public IReadOnlyList<SlackStandInMessage> Messages => _messages.Snapshot();

    private protected override string BasePath => "/api/";

    public static async Task<SlackStandIn> StartAsync(SlackStandInOptions? options = null, CancellationToken cancellation = default)
    {
        var standIn = new SlackStandIn(options ?? new SlackStandInOptions());
        await standIn.ListenAsync(cancellation).ConfigureAwait(false);
        return standIn;
    }

    private protected override string? KeyOf(Exchange request) => request.Body is { } body ? SlackMessages.KeyOf(body) : null;

    private protected override bool IsAcceptance(Answer answer) => answer.Body.StartsWith("""{"ok":true""", StringComparison.Ordinal);

    private protected override Answer Handle(Exchange request)
    {
        var method = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        if (TokenFault(request) is { } fault)
        {
            return No(fault);
        }

        var arguments = request.Body ?? JsonSerializer.SerializeToElement(request.Query);
        if (method == "auth.test")
        {
            return Yes(new JsonObject { ["team"] = "Stand-in", ["user"] = "incidentagent", ["bot_id"] = "B0000000001" });
        }

        if (ChannelId(arguments.Text("channel"), byName: method == "chat.postMessage") is not { } channel)
        {
            return No("channel_not_found");
        }

        return Limit(method, channel) ?? (method switch
        {
            "chat.postMessage" => Post(channel, arguments),
            "chat.update" => Update(channel, arguments),
            "conversations.history" => Read(channel, arguments, thread: null),
            "conversations.replies" => Read(channel, arguments, arguments.Text("ts") ?? ""),
            _ => No("unknown_method"),
        });
    }

    private string? TokenFault(Exchange request) => request.Headers.GetValueOrDefault("authorization") switch
    {
        null => "not_authed",
        var given when given == $"Bearer {_options.Token}" => null,
        _ => "invalid_auth",
    };

    private string? ChannelId(string? channel, bool byName) => channel switch
    {
        null => null,
        _ when _options.Channels.Values.Contains(channel) => channel,
        _ => byName ? _options.Channels.GetValueOrDefault(channel.TrimStart('#')) : null,
    };

    /// <summary>A burst at one message a second is a window as long as the burst.</summary>
    private Answer? Limit(string method, string channel)
    {
        var (most, window) = method == "chat.postMessage"
            ? (_options.MessagesPerSecond * _options.Burst, TimeSpan.FromSeconds(_options.Burst))
            : (_options.CallsPerMinute, TimeSpan.FromMinutes(1));
        if (most is null)
        {
            return null;
        }

        if (!_windows.TryGetValue($"{method} {channel}", out var taken))
        {
            _windows[$"{method} {channel}"] = taken = new RateWindow(most.Value, window);
        }

        return taken.Refuses(Now) is { } wait ? No("ratelimited") with { Status = _options.LimitsPolitely ? 200 : 429, RetryAfter = wait } : null;
    }

    private Answer Post(string channel, JsonElement arguments)
    {
        if (BlockKitLimits.Refuses(arguments) is { } fault)
        {
            return No(fault);
        }

        return _messages.Post(channel, arguments, Now) is { } message
            ? Yes(new JsonObject { ["channel"] = channel, ["ts"] = message.Ts })
            : No("thread_not_found");
    }

    private Answer Update(string channel, JsonElement arguments)
    {
        if (BlockKitLimits.Refuses(arguments) is { } fault)
        {
            return No(fault);
        }

        return _messages.Update(channel, arguments) is { } message
            ? Yes(new JsonObject { ["channel"] = channel, ["ts"] = message.Ts, ["text"] = message.Text })
            : No("message_not_found");
    }

    private Answer Read(string channel, JsonElement arguments, string? thread)
    {
        if (!_options.MayReadHistory)
        {
            return No("missing_scope");
        }

        return _messages.Read(channel, arguments, thread) is { } messages
            ? Yes(new JsonObject { ["messages"] = messages, ["has_more"] = false })
            : No("thread_not_found");
    }

    private static Answer Yes(JsonObject more)
    {
        more.Insert(0, "ok", true);
        return new Answer(200, more.ToJsonString());
    }

    private static Answer No(string error) => new(200, new JsonObject { ["ok"] = false, ["error"] = error }.ToJsonString());
}
