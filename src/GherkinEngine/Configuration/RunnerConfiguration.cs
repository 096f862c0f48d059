using System.Globalization;
using System.Text.Json;

namespace GherkinEngine.Configuration;

/// <summary>What a step that is missing or not written yet does to its scenario. xunit knows neither pending nor inconclusive.</summary>
internal enum MissingStepOutcome
{
    Pending,
    Error,
    Inconclusive,
    Ignore,
}

/// <summary>What the runner heeds of <c>reqnroll.json</c> and of the environment.</summary>
internal sealed record RunnerConfiguration
{
    public string FeatureLanguage { get; init; } = "en";

    public string? BindingLanguage { get; init; }

    /// <summary>Names of further assemblies with bindings.</summary>
    public IReadOnlyList<string> BindingAssemblies { get; init; } = [];

    public MissingStepOutcome MissingStepOutcome { get; init; }

    /// <summary>Where the Cucumber messages go; <see langword="null"/> for nowhere.</summary>
    public string? MessagesPath { get; init; }

    /// <summary>Steps are matched and nothing is called.</summary>
    public bool DryRun { get; init; }

    /// <param name="folder">Where the tests' assembly is: paths of reports are relative to it.</param>
    /// <param name="environment">A variable by its name.</param>
    public static RunnerConfiguration Read(string folder, Func<string, string?> environment)
    {
        var file = Path.Combine(folder, "reqnroll.json");
        using var json = JsonDocument.Parse(
            File.Exists(file) ? File.ReadAllText(file) : "{}",
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var root = json.RootElement;
        return new RunnerConfiguration
        {
            FeatureLanguage = Text(root, "language", "feature") ?? "en",
            BindingLanguage = Text(root, "language", "binding"),
            BindingAssemblies = At(root, "bindingAssemblies") is { ValueKind: JsonValueKind.Array } assemblies
                ? [.. assemblies.EnumerateArray().Select(entry => Text(entry, "assembly")!)]
                : [],
            MissingStepOutcome = Enum.Parse<MissingStepOutcome>(Text(root, "runtime", "missingOrPendingStepsOutcome") ?? "Pending", true),
            MessagesPath = MessageFormatter.Path(At(root, "formatters", "message"), folder, environment),
            DryRun = environment("REQNROLL_DRY_RUN") is "1" or "true" or "True",
        };
    }

    /// <summary>The culture of that name; the invariant one where the machine knows no others.</summary>
    public static CultureInfo Culture(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    internal static JsonElement? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    internal static string? Text(JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
