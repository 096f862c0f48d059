namespace ServiceLevels.History;

/// <summary>When a history is believed to say something. Measured on simulated histories, which the tests repeat.</summary>
public static class HistoryPolicy
{
    /// <summary>So many runs, the newest, are asked whether something changed.</summary>
    public const int RecentRuns = 5;

    /// <summary>Against so many before them, or as many as there are.</summary>
    public const int RunsBefore = 30;

    /// <summary>With fewer before them not even the clearest change of five runs is beyond chance: of 8 and 5 values one order in 1287 is as clear.</summary>
    public const int FewestBefore = 8;

    /// <summary>The chance alone that the gate accepts for the difference of one history of one objective.</summary>
    public const double MaxP = 0.001;

    /// <summary>The same where runs differ a lot (<see cref="NoisySpread"/>): with the stricter one, +20 % would often be found late or never.</summary>
    public const double MaxPWhereNoisy = 0.01;

    /// <summary>Runs differ a lot above this standard deviation of the logarithms of the runs before, which is about their coefficient of variation.</summary>
    public const double NoisySpread = 0.075;

    /// <summary>What is proven and smaller is no news.</summary>
    public const double LeastRatio = 1.10;

    /// <summary>No threshold is suggested from fewer runs.</summary>
    public const int FewestForSuggestion = 10;
}
