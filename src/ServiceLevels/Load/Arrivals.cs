using ServiceLevels.Reporting;

namespace ServiceLevels.Load;

/// <summary>How work arrives. <c>ToString</c> says it in words.</summary>
/// <remarks>
/// The open models (at a rate, a ramp, waves) start each piece when it is due, whether or not earlier ones were answered; the closed ones (one after
/// another, senders) wait for the answer first.
/// </remarks>
public abstract record Arrivals
{
    private Arrivals() { }

    /// <summary>How many pieces of work in all.</summary>
    public abstract int Total { get; }

    /// <summary>All behind one gate; every one is due when it opens.</summary>
    public sealed record AtOnce(int Count) : Arrivals
    {
        public int Count { get; init; } = AtLeastOne(Count);

        public override int Total => Count;
    }

    /// <summary>Each is due when the one before it has been answered.</summary>
    public sealed record OneAfterAnother(int Count) : Arrivals
    {
        public int Count { get; init; } = AtLeastOne(Count);

        public override int Total => Count;
    }

    /// <summary>A given number each second.</summary>
    /// <remarks>The seed draws the distances of <see cref="Pace.Poisson"/>; the same seed gives the same load again.</remarks>
    public sealed record AtRate(double PerSecond, int Count, Pace Pace = Pace.Constant, int Seed = 1) : Arrivals
    {
        public double PerSecond { get; init; } = Positive(PerSecond);

        public int Count { get; init; } = AtLeastOne(Count);

        public override int Total => Count;

        /// <summary>As many as that rate makes in that time.</summary>
        public static AtRate For(double perSecond, TimeSpan duration) => new(perSecond, (int)Math.Round(perSecond * duration.TotalSeconds));
    }

    /// <summary>A rate that grows, or falls, evenly.</summary>
    public sealed record Ramp(double FromPerSecond, double ToPerSecond, TimeSpan Within) : Arrivals
    {
        public double FromPerSecond { get; init; } = NotNegative(FromPerSecond);

        public double ToPerSecond { get; init; } = NotNegative(ToPerSecond);

        public TimeSpan Within { get; init; } = Positive(Within);

        public override int Total { get; } = AtLeastOne((int)((FromPerSecond + ToPerSecond) / 2 * Within.TotalSeconds));
    }

    /// <summary>Several senders side by side, each waiting for its answer before it sends again.</summary>
    /// <param name="Count">The senders.</param>
    /// <param name="Total">The pieces of work of all of them together.</param>
    public sealed record Senders(int Count, int Total) : Arrivals
    {
        public int Count { get; init; } = AtLeastOne(Count);

        public override int Total { get; } = AtLeastOne(Total);
    }

    /// <summary>Bursts of equal size; each is due at its time, whether or not the one before was answered.</summary>
    public sealed record Waves(int Count, int Size, TimeSpan Apart) : Arrivals
    {
        public int Count { get; init; } = AtLeastOne(Count);

        public int Size { get; init; } = AtLeastOne(Size);

        public TimeSpan Apart { get; init; } = Positive(Apart);

        public override int Total => checked(Count * Size);
    }

    /// <summary>What was measured in several loads and is looked at as one; it cannot be run.</summary>
    public sealed record Several(IReadOnlyList<Arrivals> Parts) : Arrivals
    {
        public override int Total => Parts.Sum(part => part.Total);
    }

    public sealed override string ToString() => this switch
    {
        AtOnce load => $"{Si.Count(load.Count)} at once",
        OneAfterAnother load => $"{Si.Count(load.Count)} one after another",
        AtRate { Pace: Pace.Poisson } load => $"{Si.Rate(load.PerSecond)} on average, at random, for {Si.Duration(load.Count / load.PerSecond)}",
        AtRate load => $"{Si.Rate(load.PerSecond)} for {Si.Duration(load.Count / load.PerSecond)}",
        Ramp load => $"{Si.Rate(load.FromPerSecond)} to {Si.Rate(load.ToPerSecond)} within {Si.Duration(load.Within)}",
        Senders load => $"{Si.Count(load.Count)} senders, each waiting for its answer, {Si.Count(load.Total)} in all",
        Waves load => $"{Si.Count(load.Count)} waves of {Si.Count(load.Size)}, {Si.Duration(load.Apart)} apart",
        Several load => string.Join("; ", load.Parts.CountBy(part => part.ToString()).Select(InWords)),
        _ => throw new InvalidOperationException("A kind of load without words."),
    };

    private static string InWords(KeyValuePair<string, int> load) => load.Value == 1 ? load.Key : $"{Si.Count(load.Value)} times {load.Key}";

    private static int AtLeastOne(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count;
    }

    private static double Positive(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        return rate;
    }

    private static double NotNegative(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        return rate;
    }

    private static TimeSpan Positive(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return time;
    }
}
