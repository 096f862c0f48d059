namespace IncidentAgent.Alerts;

/// <summary>Whether an alert keeps within what is taken of one.</summary>
internal static class AlertLimits
{
    private const int ShownOfName = 64;

    /// <summary>What is too large or missing, after the alert's name; <see langword="null"/> when nothing is.</summary>
    public static string? Check(Alert alert, IntakeOptions limits) =>
        TooLong(".fingerprint or id", alert.Fingerprint, limits.MaxLabelLength, nameof(IntakeOptions.MaxLabelLength))
        ?? TooLong(".generatorURL", alert.GeneratorUrl, limits.MaxAnnotationLength, nameof(IntakeOptions.MaxAnnotationLength))
        ?? Check(alert.Links, limits)
        ?? Check(".labels", alert.Labels, limits.MaxLabels, limits.MaxLabelLength, nameof(IntakeOptions.MaxLabelLength))
        ?? Check(".annotations", alert.Annotations, limits.MaxLabels, limits.MaxAnnotationLength, nameof(IntakeOptions.MaxAnnotationLength));

    /// <summary>The beginning of a name that may have any length.</summary>
    public static string Short(string name) => name.Length <= ShownOfName ? name : $"{name[..ShownOfName]}…";

    private static string? Check(IReadOnlyList<string> links, IntakeOptions limits) => links switch
    {
        { Count: 0 } => null,
        _ when links.Count > limits.MaxLabels =>
            $".links has {links.Count} entries; at most {limits.MaxLabels} are taken (Intake:{nameof(IntakeOptions.MaxLabels)})",
        _ when links.Any(link => link is null) => ".links holds null; each must be a string",
        _ => TooLong(".links", links.MaxBy(link => link.Length), limits.MaxAnnotationLength, nameof(IntakeOptions.MaxAnnotationLength)),
    };

    private static string? TooLong(string field, string? text, int longest, string option) => text?.Length > longest
        ? $"{field} has {text.Length} characters; at most {longest} are taken (Intake:{option})"
        : null;

    private static string? Check(string field, IReadOnlyDictionary<string, string> map, int most, int longest, string option)
    {
        if (map.Count > most)
        {
            return $"{field} has {map.Count} entries; at most {most} are taken (Intake:{nameof(IntakeOptions.MaxLabels)})";
        }

        return map is LabelMap few ? Check(field, few.Pairs, longest, option) : Check(field, [.. map], longest, option);
    }

    private static string? Check(string field, ReadOnlySpan<KeyValuePair<string, string>> pairs, int longest, string option)
    {
        foreach (ref readonly var pair in pairs)
        {
            if (Check(field, pair, longest, option) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static string? Check(string field, in KeyValuePair<string, string> pair, int longest, string option)
    {
        var (name, value) = pair;
        return value is null ? $"{field}.{Short(name)} is null; it must be a string"
            : name.Length > longest || value.Length > longest
                ? $"{field}.{Short(name)} has {Math.Max(name.Length, value.Length)} characters; at most {longest} are taken (Intake:{option})"
            : null;
    }
}
