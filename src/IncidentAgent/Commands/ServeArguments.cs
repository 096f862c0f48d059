namespace IncidentAgent.Commands;

/// <summary>Reads what <c>serve</c> was given beyond its own options: <c>--Section:Key=value</c> for any setting.</summary>
/// <param name="Settings">In the form configuration takes them: <c>--Section:Key=value</c>.</param>
/// <param name="Problems">One line each; when there is any, nothing should be started.</param>
internal sealed record ServeArguments(IReadOnlyList<string> Settings, IReadOnlyList<string> Problems)
{
    public static ServeArguments Read(IReadOnlyList<string> tokens, ConfigurationKeys keys, IReadOnlyList<string> options, IReadOnlyList<string> commands)
    {
        var (settings, problems) = (new List<string>(), new List<string>());
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!token.StartsWith("--", StringComparison.Ordinal))
            {
                problems.Add($"{token} is not a known command{Suggestion(NearestName.Of(token, commands))}");
                continue;
            }

            var separator = token.IndexOf('=', StringComparison.Ordinal);
            var name = separator < 0 ? token[2..] : token[2..separator];
            var value = separator >= 0 ? token[(separator + 1)..] : NextValue(tokens, ref i);
            if (value is "" && IsAbove(name, tokens))
            {
                continue;
            }

            if (!keys.Knows(name))
            {
                problems.Add($"--{name} is not a known option{Suggestion(Nearest(name, keys, options))}");
            }
            else if (value is null)
            {
                problems.Add($"--{name} needs a value: --{name}=…");
            }
            else
            {
                settings.Add($"--{name}={value}");
            }
        }

        return new(settings, problems);
    }

    /// <summary>A section of which another argument sets a key: ASP.NET's test host names every section too, without a value.</summary>
    private static bool IsAbove(string section, IReadOnlyList<string> tokens) =>
        tokens.Any(token => token.StartsWith($"--{section}:", StringComparison.OrdinalIgnoreCase));

    private static string? NextValue(IReadOnlyList<string> tokens, ref int at) =>
        at + 1 < tokens.Count && !tokens[at + 1].StartsWith("--", StringComparison.Ordinal) ? tokens[++at] : null;

    private static string? Nearest(string name, ConfigurationKeys keys, IReadOnlyList<string> options) =>
        (NearestName.Of($"--{name}", options) ?? keys.Nearest(name)) is { } nearest ? $"--{nearest.TrimStart('-')}" : null;

    private static string Suggestion(string? nearest) => nearest is null ? "" : $"; did you mean {nearest}?";
}
