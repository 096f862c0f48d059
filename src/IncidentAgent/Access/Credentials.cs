using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Access;

/// <summary>
/// Knows a caller by bearer token or basic credentials. Every configured credential is compared in constant time, so that neither which one came
/// close nor how close shows in the time taken. Without any configured, every caller is the operator.
/// </summary>
internal sealed class Credentials(IOptions<AccessOptions> access)
{
    private const int FewBytes = 512;

    private readonly (byte[] Digest, Caller Caller)[] _known =
        [.. access.Value.Credentials.Select(credential => (Digest(Header(credential.Value)), Caller.Of(credential.Key, credential.Value)))];

    /// <param name="header">The request's <c>Authorization</c>; empty when it has none.</param>
    /// <returns><see langword="null"/> when the credential is missing or not known.</returns>
    public Caller? Find(string? header)
    {
        if (_known.Length == 0)
        {
            return Caller.Anybody;
        }

        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(header, digest);
        Caller? match = null;
        foreach (var (known, caller) in _known)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, known))
            {
                match = caller;
            }
        }

        return match;
    }

    private static string Header(CredentialOptions credential) => credential.Token is { } token
        ? $"Bearer {token}"
        : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}"))}";

    private static byte[] Digest(string header)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        Digest(header, digest);
        return digest;
    }

    private static void Digest(string header, Span<byte> digest)
    {
        // The scheme's name is case-insensitive (RFC 9110, 11.1).
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = header.AsSpan(0, Math.Max(0, space));
        var rest = header.AsSpan(space + 1);
        var most = Encoding.UTF8.GetMaxByteCount(header.Length);
        Span<byte> normal = most <= FewBytes ? stackalloc byte[FewBytes] : new byte[most];
        var used = Encoding.UTF8.GetBytes(scheme, normal);
        for (var index = 0; index < used; index++)
        {
            normal[index] = normal[index] is >= (byte)'a' and <= (byte)'z' ? (byte)(normal[index] - 'a' + 'A') : normal[index];
        }

        if (space >= 0)
        {
            normal[used++] = (byte)' ';
            rest = rest.Trim();
        }

        used += Encoding.UTF8.GetBytes(rest, normal[used..]);
        SHA256.HashData(normal[..used], digest);
    }
}
