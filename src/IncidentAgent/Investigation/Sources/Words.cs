using System.Globalization;
using System.Text;

namespace IncidentAgent.Investigation.Sources;

/// <summary>Facts as a person on call reads them, the same in every culture.</summary>
internal static class Words
{
    /// <summary>The longest text of a source's that is kept, in Unicode characters.</summary>
    public const int MostRunes = 300;

    /// <summary>For example <c>150 ms</c>, <c>5 s</c> or <c>1.25 s</c>.</summary>
    public static string Of(TimeSpan duration) => duration < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###} s");

    /// <summary>For example <c>12:17:05 UTC</c>.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For example <c>2026-03-04 12:17:05 UTC</c>, for what may be of another day.</summary>
    public static string Day(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Six significant digits; <c>+Inf</c>, <c>-Inf</c> and <c>NaN</c> as Prometheus writes them.</summary>
    public static string Of(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };

    /// <summary>For example <c>1 span</c> or <c>3 spans</c>.</summary>
    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>For example <c>8 MiB</c>; bytes where it is not a whole number of MiB.</summary>
    public static string Bytes(long bytes) => bytes % (1024 * 1024) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");

    /// <summary>The first <see cref="MostRunes"/> characters, never half of one; a cut shows as <c>…</c>.</summary>
    public static string Excerpt(string text)
    {
        var length = 0;
        var runes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++runes > MostRunes)
            {
                return text[..length] + "…";
            }

            length += rune.Utf16SequenceLength;
        }

        return text;
    }

    /// <summary>An excerpt without line breaks or other control characters, for a reason or a warning.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c) && !char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return Excerpt(line.ToString().TrimEnd());
    }
}
