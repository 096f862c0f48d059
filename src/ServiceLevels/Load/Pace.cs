namespace ServiceLevels.Load;

/// <summary>How the pieces of a given rate are spread.</summary>
public enum Pace
{
    /// <summary>At equal distances.</summary>
    Constant,

    /// <summary>At random, independent of one another, as from many senders that do not know each other.</summary>
    Poisson,
}
