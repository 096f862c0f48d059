using System.Globalization;
using System.Text;

namespace IncidentAgent.Notifications;

/// <summary>Cuts text to what a service takes, never through a character a person sees as one.</summary>
/// <remarks>
/// Lengths are UTF-16 units, the largest of the counts a service may mean by "characters" (a rune is one or two of them), so that what fits here
/// fits there. Half a surrogate pair, which no JSON can carry, becomes U+FFFD.
/// </remarks>
internal static class Fitted
{
    private const string Ellipsis = "…";

    /// <summary>The text, cut to <paramref name="most"/> units with an ellipsis when it is longer.</summary>
    public static string Plain(string text, int most) => Fit(text, most, part => part);

    /// <summary>The text with <c>&amp; &lt; &gt;</c> escaped as Slack wants it, no longer than <paramref name="most"/> after the escaping.</summary>
    public static string Escaped(string text, int most) => Fit(text, most, EscapeForSlack);

    public static string EscapeForSlack(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Fit(string text, int most, Func<string, string> write)
    {
        var fitted = new StringBuilder();
        var endWithEllipsis = 0;
        foreach (var element in Elements(text))
        {
            var written = write(element);
            if (fitted.Length + written.Length > most)
            {
                return fitted.Remove(endWithEllipsis, fitted.Length - endWithEllipsis).Append(Ellipsis).ToString();
            }

            fitted.Append(written);
            if (fitted.Length + Ellipsis.Length <= most)
            {
                endWithEllipsis = fitted.Length;
            }
        }

        return fitted.ToString();
    }

    private static IEnumerable<string> Elements(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            yield return Whole(text.Substring(at, length));
            at += length;
        }
    }

    private static string Whole(string element) => string.Concat(element.EnumerateRunes().Select(rune => rune.ToString()));
}
