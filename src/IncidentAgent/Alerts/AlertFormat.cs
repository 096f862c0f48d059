using System.Text.Json;

namespace IncidentAgent.Alerts;

/// <summary>How one kind of sender writes an alert.</summary>
internal abstract class AlertFormat
{
    /// <summary>The last part of the address it is delivered to; the source of alerts whose sender has no name.</summary>
    public abstract string Route { get; }

    /// <summary>Reads one alert.</summary>
    /// <param name="json">On the alert's first token, which begins an object; afterwards on its last, or anywhere inside when there is an error.</param>
    /// <param name="body">What it reads.</param>
    /// <param name="source">Who sends it.</param>
    /// <param name="error">What is wrong, after the alert's name: <c>.status is missing; …</c>; <see langword="null"/> when it is an alert.</param>
    /// <returns>The alert; <see langword="null"/> when there is an error.</returns>
    /// <exception cref="InvalidOperationException">A name holds half of a surrogate pair.</exception>
    public abstract Alert? Read(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, string source, out string? error);

    protected static AlertStatus? Status(string? word) => word switch
    {
        "firing" => AlertStatus.Firing,
        "resolved" => AlertStatus.Resolved,
        _ => null,
    };

    protected static string WrongType(string field) => $"{field} does not have the type it must have, or holds text that is not valid Unicode";

    protected static string WrongType(string field, string? name) => WrongType(name is null ? field : $"{field}.{AlertLimits.Short(name)}");

    protected const string StartMissing = ".startsAt is missing; without it a second episode cannot be told from a repeat";
}
