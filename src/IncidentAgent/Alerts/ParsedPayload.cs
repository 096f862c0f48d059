namespace IncidentAgent.Alerts;

/// <summary>What one request's body came to.</summary>
/// <param name="Alerts">Those that can be used.</param>
/// <param name="Refused">Those that cannot.</param>
/// <param name="Error">Why the payload as a whole is none; <see langword="null"/> when it is one.</param>
internal sealed record ParsedPayload(Alert[] Alerts, IReadOnlyList<RefusedAlert> Refused, string? Error = null)
{
    public static readonly ParsedPayload Nothing = new([], []);

    public bool HasFaults => Error is not null || Refused.Count > 0;

    /// <summary>How many alerts could not be used.</summary>
    public int Quarantined => Refused.Count == 0 ? 0 : Refused.Sum(alert => alert.Alerts);

    public static ParsedPayload NotAPayload(string error) => new([], [], error);
}

/// <param name="Reason">Names the field and says what is wrong with it.</param>
/// <param name="Json">The alert as it was sent, a part of the payload's bytes.</param>
/// <param name="Alerts">How many it stands for: those beyond the limit of a payload are kept together.</param>
internal sealed record RefusedAlert(string Reason, ReadOnlyMemory<byte> Json, int Alerts = 1);
