namespace ServiceLevels.Objectives;

/// <summary>What is to be said of a bound, and of an objective.</summary>
public enum Verdict
{
    /// <summary>It is kept, beyond reasonable doubt.</summary>
    Met,

    /// <summary>It is broken, beyond reasonable doubt.</summary>
    Breached,

    /// <summary>The samples cannot tell.</summary>
    NotProven,
}
