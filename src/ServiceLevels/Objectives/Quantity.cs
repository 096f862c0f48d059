namespace ServiceLevels.Objectives;

/// <summary>What kind of figure a measure has, and so which units its bounds may have.</summary>
public enum Quantity
{
    /// <summary>Seconds; written in µs, ms, s, min or h.</summary>
    Time,

    /// <summary>Accepted work for each second; written as "40 alerts/s".</summary>
    Rate,

    /// <summary>A part of the whole, 0 to 1; written in %.</summary>
    Share,

    /// <summary>Bytes; written in B, KiB, MiB or GiB.</summary>
    Size,

    /// <summary>One thing over another, measured by turns in the same run; written as a bare number.</summary>
    Ratio,

    /// <summary>How many; written as a bare number.</summary>
    Count,
}
