namespace ServiceLevels.Load;

/// <summary>When a load was under way, in timestamps of the monotonic clock.</summary>
internal readonly record struct Busy(long From, long To)
{
    /// <summary>From the first planned instant to the last answer; empty without samples.</summary>
    public static Busy[] Of(long began, IReadOnlyCollection<Sample> samples) => samples.Count == 0
        ? []
        : [new Busy(began + Clock.Ticks(samples.Min(sample => sample.Planned)), began + Clock.Ticks(samples.Max(sample => sample.Finished)))];

    public Busy Within(Busy other) => new(Math.Max(From, other.From), Math.Min(To, other.To));

    /// <summary>How long at least one of them was under way: what ran side by side counts once, pauses do not count.</summary>
    public static TimeSpan Total(IEnumerable<Busy> times)
    {
        var total = TimeSpan.Zero;
        var reached = long.MinValue;
        foreach (var time in times.OrderBy(time => time.From))
        {
            var from = Math.Max(time.From, reached);
            total += time.To > from ? Clock.Between(from, time.To) : TimeSpan.Zero;
            reached = Math.Max(reached, time.To);
        }

        return total;
    }
}
