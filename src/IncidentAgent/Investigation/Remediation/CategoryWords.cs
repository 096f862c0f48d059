using System.Text.RegularExpressions;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>A cause's category as people write it.</summary>
internal static partial class CategoryWords
{
    /// <summary>For example <c>deployment regression</c>.</summary>
    public static string Of(CauseCategory category) => BeforeCapital().Replace(category.ToString(), " ").ToLowerInvariant();

    /// <summary>In a catalogue: with hyphens, for example <c>deployment-regression</c>.</summary>
    public static string KeyOf(CauseCategory category) => Of(category).Replace(' ', '-');

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex BeforeCapital();
}
