using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IncidentAgent.Alerts;

/// <summary>
/// An alert across its episodes: the first 128 bits of SHA-256 over (source, fingerprint). Together with <see cref="Alert.StartsAt"/> and
/// <see cref="Alert.Status"/> it is the identity that makes a redelivery harmless.
/// </summary>
public readonly record struct AlertKey(UInt128 Value)
{
    public static AlertKey Of(Alert alert) => new(Digest([alert.Source, alert.Fingerprint]));

    /// <summary>A digest of everything a report may change within one episode: labels, annotations and links.</summary>
    public static UInt128 ContentOf(Alert alert)
    {
        List<string> parts = [alert.GeneratorUrl ?? "", .. alert.Links];
        foreach (var map in (IReadOnlyDictionary<string, string>[])[alert.Labels, alert.Annotations])
        {
            parts.Add("\u0001");
            foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                parts.Add(name);
                parts.Add(value);
            }
        }

        return Digest(parts);
    }

    private static UInt128 Digest(IReadOnlyList<string> parts)
    {
        var length = parts.Sum(part => Encoding.UTF8.GetMaxByteCount(part.Length) + sizeof(int));
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var used = 0;
            foreach (var part in parts)
            {
                // The length goes in front, so that ("ab", "c") and ("a", "bc") differ.
                var written = Encoding.UTF8.GetBytes(part, buffer.AsSpan(used + sizeof(int)));
                BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(used), written);
                used += sizeof(int) + written;
            }

            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, used), hash);
            return BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
