namespace IncidentAgent.Investigation.Remediation;

/// <summary>An action in sentences for people; wherever it is shown it says the same. Values from senders are as they were given.</summary>
internal static class Suggestion
{
    /// <summary><c>Roll checkout back to the version before (low risk, about 10 min)</c>.</summary>
    public static string Headline(RemediationAction action) => Facts(action) is { Length: > 0 } facts ? $"{action.Title} ({facts})" : action.Title;

    /// <summary>For what it is: <c>For deployment regression in checkout.</c>; empty for a runbook.</summary>
    public static string Reason(RemediationAction action) => action.Causes.Count == 0 ? "" : $"For {string.Join(", ", action.Causes)}.";

    private static string Facts(RemediationAction action) => string.Join(", ",
    [
        .. action.Risk is { } risk ? [$"{risk.ToString().ToLowerInvariant()} risk"] : Array.Empty<string>(),
        .. action.Duration is { } duration ? [$"about {Wording.Duration(duration)}"] : Array.Empty<string>(),
    ]);
}
