namespace IncidentAgent.Alerts;

/// <summary>An instant in UTC, or none, in eight bytes: a <see cref="DateTimeOffset"/> that may be missing takes 24.</summary>
internal readonly record struct OptionalInstant
{
    // One more than its ticks: 0 is none.
    private readonly long _value;

    private OptionalInstant(DateTimeOffset? instant) => _value = instant is { } known ? known.UtcTicks + 1 : 0;

    public static implicit operator OptionalInstant(DateTimeOffset? instant) => new(instant);

    public static implicit operator DateTimeOffset?(OptionalInstant instant) =>
        instant._value == 0 ? null : new DateTimeOffset(instant._value - 1, TimeSpan.Zero);
}
