using System.Globalization;

namespace IncidentAgent;

/// <summary>How instants, spans of time and numbers of things are written for people.</summary>
internal static class Wording
{
    /// <summary><c>2026-11-23 12:17:05</c>, in UTC.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The two largest units that say something: <c>420 ms</c>, <c>3.4 s</c>, <c>4 min 12 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        _ when span < TimeSpan.Zero => $"-{Duration(span.Negate())}",
        _ when span < TimeSpan.FromSeconds(1) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalMilliseconds):0} ms"),
        _ when span < TimeSpan.FromSeconds(10) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalSeconds * 10) / 10:0.#} s"),
        _ when span < TimeSpan.FromMinutes(1) => $"{span.Seconds} s",
        _ when span < TimeSpan.FromHours(1) => Units(span.Minutes, "min", span.Seconds, "s"),
        _ when span < TimeSpan.FromDays(1) => Units(span.Hours, "h", span.Minutes, "min"),
        _ => Units(span.Days, "d", span.Hours, "h"),
    };

    /// <summary><c>1 alert</c>, <c>2 alerts</c>.</summary>
    public static string Count(int number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>The text, or its first <paramref name="most"/> characters and an ellipsis.</summary>
    public static string Clip(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static string Units(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
