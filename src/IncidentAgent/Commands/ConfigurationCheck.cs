using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace IncidentAgent.Commands;

/// <summary>Finds settings in the agent's own sections that nothing reads: a misspelled setting is not a default silently kept.</summary>
internal static class ConfigurationCheck
{
    /// <exception cref="StartRefusedException">Settings in the agent's own sections that nothing reads, or that cannot be read.</exception>
    public static void RefuseMistakes(IConfigurationRoot configuration)
    {
        var unknown = UnknownKeys(configuration, KnownOptions.Keys);
        IReadOnlyList<string> wrong = unknown.Count > 0 ? unknown : KnownOptions.Keys.Unreadable(configuration);
        if (wrong.Count > 0)
        {
            throw new StartRefusedException(string.Join('\n', wrong));
        }
    }

    /// <summary>One line for each unknown key: where it was set and what was probably meant.</summary>
    public static IReadOnlyList<string> UnknownKeys(IConfigurationRoot configuration, ConfigurationKeys keys)
    {
        var problems = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in configuration.Providers)
        {
            foreach (var key in Values(provider, null))
            {
                if (!keys.Knows(key) && (keys.IsInOurSection(key) || (provider is JsonConfigurationProvider && keys.IsInMisspelledSection(key))))
                {
                    problems.TryAdd(key, Problem(key, provider, keys.Nearest(key)));
                }
            }
        }

        return [.. problems.Values];
    }

    /// <summary>The keys that hold a value; an empty list or section in a JSON file counts as none.</summary>
    private static IEnumerable<string> Values(IConfigurationProvider provider, string? parent)
    {
        foreach (var child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? child : ConfigurationPath.Combine(parent, child);
            if (provider.TryGet(key, out var value) && !string.IsNullOrEmpty(value))
            {
                yield return key;
            }

            foreach (var below in Values(provider, key))
            {
                yield return below;
            }
        }
    }

    private static string Problem(string key, IConfigurationProvider provider, string? nearest) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => Sentence(Variable(key), "in the environment", nearest is null ? null : Variable(nearest)),
        CommandLineConfigurationProvider => Sentence($"--{key}", "on the command line", nearest is null ? null : $"--{nearest}"),
        JsonConfigurationProvider json => Sentence(key, $"in {json.Source.Path}", nearest),
        _ => Sentence(key, "in the configuration", nearest),
    };

    private static string Sentence(string name, string where, string? nearest) =>
        $"{name} {where} is not a known setting{(nearest is null ? "" : $"; did you mean {nearest}?")}";

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
