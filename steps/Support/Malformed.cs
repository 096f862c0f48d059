using System.Text;

namespace IncidentAgent.Specs.Support;

/// <summary>A notification that nobody can use.</summary>
/// <param name="Bytes">What is sent.</param>
public sealed record Malformed(byte[] Bytes)
{
    /// <summary>How the feature files call them.</summary>
    public const string Words = "cut off in the middle|without alerts|in invalid UTF-8|nested 1000 deep|of 17 MiB";

    private static readonly string Sound = Notification.Of(new AlertOf("checkout"));

    public static Malformed Of(string words) => new(words switch
    {
        "cut off in the middle" => Encoding.UTF8.GetBytes(Sound[..(Sound.Length / 2)]),
        "without alerts" => """{"version":"4","status":"firing"}"""u8.ToArray(),
        "in invalid UTF-8" => [.. Encoding.UTF8.GetBytes(Sound).Select(one => one == (byte)'c' ? (byte)0xFF : one)],
        "nested 1000 deep" => Encoding.UTF8.GetBytes(Sound[..^1] + ",\"deep\":" + new string('[', 1000) + new string(']', 1000) + "}"),
        _ => Encoding.UTF8.GetBytes(Sound + new string(' ', 17 << 20)),
    });
}

/// <summary>The sender that a service knows where a scenario says so.</summary>
internal static class KnownSender
{
    public const string Token = "a-token-that-only-this-sender-has";
}
