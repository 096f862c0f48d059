namespace ServiceLevels.Load;

/// <summary>When each piece of an open load is due.</summary>
internal static class Schedule
{
    /// <summary>The instants in order, from the beginning of the load; the same load gives the same instants again.</summary>
    public static IEnumerable<Due> Of(Arrivals arrivals) => arrivals switch
    {
        Arrivals.AtRate { Pace: Pace.Poisson } load => AtRandom(load),
        Arrivals.AtRate load => Enumerable.Range(0, load.Count).Select(i => new Due(0, TimeSpan.FromSeconds(i / load.PerSecond))),
        Arrivals.Ramp load => Enumerable.Range(0, load.Total).Select(i => new Due(0, Reached(load, i))),
        Arrivals.Waves load => Enumerable.Range(0, load.Total).Select(i => new Due(i / load.Size, load.Apart * (i / load.Size))),
        _ => throw new NotSupportedException($"\"{arrivals}\" has no schedule."),
    };

    private static IEnumerable<Due> AtRandom(Arrivals.AtRate load)
    {
        var chance = new Random(load.Seed);
        var due = 0.0;
        for (var i = 0; i < load.Count; i++)
        {
            due -= Math.Log(1 - chance.NextDouble()) / load.PerSecond;
            yield return new Due(0, TimeSpan.FromSeconds(due));
        }
    }

    // The rate a + bt has made at + bt²/2 pieces by t. Solved for t in the form that also holds for b = 0 and loses no digits near it.
    private static TimeSpan Reached(Arrivals.Ramp load, int pieces)
    {
        var growth = (load.ToPerSecond - load.FromPerSecond) / load.Within.TotalSeconds;
        var rate = Math.Sqrt(Math.Max(0, (load.FromPerSecond * load.FromPerSecond) + (2 * growth * pieces)));
        return pieces == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(2 * pieces / (load.FromPerSecond + rate));
    }
}

/// <summary>When one piece is due, and in which wave.</summary>
internal readonly record struct Due(int Wave, TimeSpan Planned);
