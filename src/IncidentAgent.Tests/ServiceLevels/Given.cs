using ServiceLevels.Load;

namespace IncidentAgent.Tests.ServiceLevels;

/// <summary>Measurements that were never taken.</summary>
internal static class Given
{
    /// <summary>Work that was due at once, accepted, and took that many milliseconds each.</summary>
    public static Measurement Responses(params IEnumerable<int> milliseconds) =>
        Of([.. milliseconds.Select(time => (time, Outcome.Accepted))]);

    public static Measurement Of(params (int Milliseconds, Outcome Outcome)[] work) => Measurement.Of(
        new Arrivals.AtOnce(Math.Max(1, work.Length)),
        work.Select((piece, i) => Sample(i, 0, piece.Milliseconds, piece.Outcome)));

    public static Sample Sample(int index, int planned, int response, Outcome outcome = Outcome.Accepted, int wave = 0, int lag = 0) => new(
        index,
        wave,
        TimeSpan.FromMilliseconds(planned),
        TimeSpan.FromMilliseconds(planned + lag),
        TimeSpan.FromMilliseconds(planned + response),
        outcome);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
