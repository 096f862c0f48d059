using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GherkinEngine.Configuration;

/// <summary>Where Cucumber messages are written: the environment goes before <c>reqnroll.json</c>.</summary>
internal static partial class MessageFormatter
{
    private const string DefaultName = "reqnroll_report.ndjson";

    public static string? Path(JsonElement? configured, string folder, Func<string, string?> environment)
    {
        if (environment("REQNROLL_FORMATTERS_DISABLED") is "1" or "true" or "True")
        {
            return null;
        }

        if (environment("REQNROLL_FORMATTERS") is { Length: > 0 } text)
        {
            using var json = JsonDocument.Parse(text);
            configured = RunnerConfiguration.At(json.RootElement, "formatters", "message")?.Clone()
                ?? RunnerConfiguration.At(json.RootElement, "message")?.Clone();
        }

        var path = configured is null ? null : RunnerConfiguration.Text(configured.Value, "outputFilePath") ?? DefaultName;
        if (environment("REQNROLL_FORMATTERS_MESSAGE") is { Length: > 0 } message)
        {
            path = message switch
            {
                "false" or "0" => null,
                "true" or "1" => path ?? DefaultName,
                _ => message["outputFilePath=".Length..],
            };
        }

        return path is null ? null : Full(path.Replace('\\', '/'), folder, environment);
    }

    private static string Full(string path, string folder, Func<string, string?> environment)
    {
        path = Variable().Replace(path, match => match.Groups[1].Value switch
        {
            "timestamp" => DateTime.UtcNow.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture),
            ['e', 'n', 'v', ':', .. var name] => environment(name) ?? "",
            _ => match.Value,
        });
        return System.IO.Path.GetFullPath(path.EndsWith('/') ? path + DefaultName : path, folder);
    }

    [GeneratedRegex(@"\{([\w:]+)\}")]
    private static partial Regex Variable();
}
