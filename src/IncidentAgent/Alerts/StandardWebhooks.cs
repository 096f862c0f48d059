using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentAgent.Alerts;

/// <summary>
/// Signatures as standardwebhooks.com describes them: HMAC-SHA256 over <c>id.timestamp.body</c>, written <c>v1,</c> and base64. What the generic
/// intake verifies with and what outgoing webhooks are signed with.
/// </summary>
internal static class StandardWebhooks
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string Scheme = "v1";

    /// <summary>How far a sender's clock may be off, either way: 5 minutes.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads a secret, with or without its <c>whsec_</c>; false when the rest is not base64 or is empty.</summary>
    public static bool TryReadSecret(string secret, out byte[] key)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret.AsSpan(SecretPrefix.Length) : secret;
        var buffer = new byte[text.Length];
        var read = Convert.TryFromBase64Chars(text, buffer, out var length) && length > 0;
        key = buffer[..length];
        return read;
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <exception cref="FormatException">The secret is not base64.</exception>
    public static string Sign(string secret, string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body) =>
        $"{Scheme},{Convert.ToBase64String(Mac(secret, id, Seconds(timestamp), body))}";

    /// <summary>The value of <c>webhook-timestamp</c>: whole seconds since 1970.</summary>
    public static string Seconds(DateTimeOffset timestamp) => timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Checks one request. Any one of several signatures is enough, so that a sender can change its secret; schemes this does not know are passed
    /// over. Takes the same time wherever a wrong signature differs.
    /// </summary>
    /// <param name="secret">The shared secret, with or without <c>whsec_</c>.</param>
    /// <param name="id">The header <c>webhook-id</c>; <see langword="null"/> when it was not sent, as with the other two.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>.</param>
    /// <param name="signatures">The header <c>webhook-signature</c>.</param>
    /// <param name="body">The body exactly as it arrived.</param>
    /// <param name="now">The agent's clock.</param>
    /// <exception cref="FormatException">The secret is not base64.</exception>
    public static WebhookVerdict Verify(
        string secret, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return WebhookVerdict.HeaderMissing;
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return WebhookVerdict.TimestampUnreadable;
        }

        var age = now.ToUnixTimeSeconds() - seconds;
        if (Math.Abs(age) > Tolerance.TotalSeconds)
        {
            return age > 0 ? WebhookVerdict.TooOld : WebhookVerdict.FromTheFuture;
        }

        return AnyMatches(signatures, Mac(secret, id, timestamp, body)) ? WebhookVerdict.Genuine : WebhookVerdict.SignatureWrong;
    }

    private static bool AnyMatches(string signatures, byte[] expected)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var matches = false;
        foreach (var part in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(',', 2) is [Scheme, var signature] && Convert.TryFromBase64String(signature, given, out var length))
            {
                matches |= CryptographicOperations.FixedTimeEquals(given[..length], expected);
            }
        }

        return matches;
    }

    private static byte[] Mac(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        if (!TryReadSecret(secret, out var key))
        {
            throw new FormatException(
                $"A webhook secret is base64, with or without {SecretPrefix} in front; this one, {secret.Length} characters long, is not.");
        }

        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}

/// <summary>What a signature check found.</summary>
internal enum WebhookVerdict
{
    Genuine,

    /// <summary>One of <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c> was not sent.</summary>
    HeaderMissing,

    /// <summary>The timestamp is not a whole number of seconds.</summary>
    TimestampUnreadable,

    /// <summary>Sent more than <see cref="StandardWebhooks.Tolerance"/> ago: a replay, or a clock that is wrong.</summary>
    TooOld,

    /// <summary>Sent more than <see cref="StandardWebhooks.Tolerance"/> ahead of the agent's clock.</summary>
    FromTheFuture,

    /// <summary>No signature of a known scheme belongs to this body and secret.</summary>
    SignatureWrong,
}
