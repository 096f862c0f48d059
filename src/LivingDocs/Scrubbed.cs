using System.Text.RegularExpressions;

namespace LivingDocs;

/// <summary>
/// Text without what it tells of the machine it was written on: a page is passed on to people who have no business with that. Of a path the file's name is
/// left, of an address on another machine nothing.
/// </summary>
internal static partial class Scrubbed
{
    public static string Of(string text)
    {
        text = UnixPath().Replace(text, match => $"…/{match.Groups["name"].Value}");
        text = WindowsPath().Replace(text, match => $"…/{match.Groups["name"].Value}");
        text = Address().Replace(text, match => IsNobody(match.Groups["host"].Value) ? match.Value : $"{match.Groups["scheme"].Value}(address){match.Groups["port"].Value}");
        text = Number().Replace(text, match => match.Value.StartsWith("127.", StringComparison.Ordinal) || match.Value == "0.0.0.0" ? match.Value : "(address)");
        return Environment.MachineName is { Length: > 3 } host && host != "localhost" ? Regex.Replace(text, $@"\b{Regex.Escape(host)}\b", "(host)") : text;
    }

    // What the stand-ins and examples of a suite are called is no secret.
    private static bool IsNobody(string host) =>
        host is "localhost" or "127.0.0.1" or "0.0.0.0" or "[" or "www.w3.org"
        || host.EndsWith(".example", StringComparison.Ordinal) || host.EndsWith(".example.com", StringComparison.Ordinal) || host is "example.com";

    // Only below the folders that systems keep people's files in: "/webhook/alertmanager" is a route.
    [GeneratedRegex(@"(?<![\w.…~-])(?:~|/(?:home|root|Users|tmp|var|private|usr|opt|mnt|srv|work|workspace|builds?|github|__w|runner|data|etc|app|src))(?:/[^\s/:""'<>|*?(),;]+)*/(?<name>[^\s/:""'<>|*?(),;]+)")]
    private static partial Regex UnixPath();

    [GeneratedRegex(@"\b[A-Za-z]:\\(?:[^\s\\:""'<>|*?]+\\)*(?<name>[^\s\\:""'<>|*?]+)")]
    private static partial Regex WindowsPath();

    [GeneratedRegex(@"(?<scheme>\bhttps?://)(?<host>\[|[A-Za-z0-9.-]+)(?<port>:\d+)?")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")]
    private static partial Regex Number();
}
