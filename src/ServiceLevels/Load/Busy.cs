namespace ServiceLevels.Load;

/// <summary>When a load was under way, in timestamps of the monotonic clock.</summary>
internal readonly record struct Busy(long From, long To)
{
    public static Busy[] Of(long began, Figures figures) =>
        figures.Count == 0 ? [] : [new Busy(began + Clock.Ticks(figures.First), began + Clock.Ticks(figures.Last))];

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
