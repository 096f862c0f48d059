using System.Text.Json.Serialization;

namespace IncidentAgent.Investigation.Sources;

/// <summary>An alert as Alertmanager's API (v2) lists it.</summary>
internal sealed record AlertmanagerAlert(
    IReadOnlyDictionary<string, string>? Labels, DateTimeOffset StartsAt, string? Fingerprint, AlertmanagerState? Status)
{
    [JsonIgnore]
    public string Name => Label("alertname") ?? Fingerprint ?? "an alert without a name";

    public string? Label(string name) => Labels?.GetValueOrDefault(name);
}

/// <param name="State"><c>active</c>, <c>suppressed</c> or <c>unprocessed</c>; of a silence <c>active</c>, <c>pending</c> or <c>expired</c>.</param>
/// <param name="SilencedBy">The silences that hold it back.</param>
/// <param name="InhibitedBy">The alerts that hold it back.</param>
internal sealed record AlertmanagerState(string? State, IReadOnlyList<string>? SilencedBy, IReadOnlyList<string>? InhibitedBy);

internal sealed record AlertmanagerSilence
{
    public string? Id { get; init; }

    public IReadOnlyList<AlertmanagerMatcher>? Matchers { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public string? CreatedBy { get; init; }

    public string? Comment { get; init; }

    public AlertmanagerState? Status { get; init; }
}

/// <param name="Name">The label.</param>
/// <param name="Value">What it is compared with.</param>
/// <param name="IsRegex">Whether that is a regular expression.</param>
/// <param name="IsEqual">Whether it must match, or must not; must, where it is left out, as before version 0.22.</param>
internal sealed record AlertmanagerMatcher(string? Name, string? Value, bool IsRegex, bool? IsEqual)
{
    /// <summary>As it is written in a rule: <c>service=~"a|b"</c>.</summary>
    public override string ToString() => $"{Name}{(IsRegex, IsEqual) switch { (false, false) => "!=", (true, false) => "!~", (true, _) => "=~", _ => "=" }}\"{Value}\"";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<AlertmanagerAlert>))]
[JsonSerializable(typeof(List<AlertmanagerSilence>))]
internal sealed partial class AlertmanagerJson : JsonSerializerContext;
