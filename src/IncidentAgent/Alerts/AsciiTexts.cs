using System.IO.Hashing;
using System.Text;

namespace IncidentAgent.Alerts;

/// <summary>
/// Makes texts of UTF-8, and the same text again without making it anew: names and values of labels repeat from alert to alert, and so do the keys of their
/// incidents. Remembers at most <see cref="Slots"/> texts of at most <see cref="Longest"/> bytes, 1 MiB in all, each in the one place its bytes point to;
/// what comes later takes the place of what was there.
/// </summary>
internal static class AsciiTexts
{
    /// <summary>Of more bytes than this a text is not remembered.</summary>
    public const int Longest = 256;

    private const int Slots = 2048;

    /// <summary>Of this process alone: nobody can choose texts that all want the same place.</summary>
    private static readonly long Seed = Random.Shared.NextInt64();

    private static readonly string?[] Remembered = new string?[Slots];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        // Threads may overwrite each other's: each of them reads and writes whole references.
        ref var slot = ref Remembered[Place(utf8)];
        return slot is { } text && Ascii.Equals(utf8, text) ? text : slot = Encoding.UTF8.GetString(utf8);
    }

    private static int Place(ReadOnlySpan<byte> utf8) => (int)XxHash3.HashToUInt64(utf8, Seed) & (Slots - 1);
}
