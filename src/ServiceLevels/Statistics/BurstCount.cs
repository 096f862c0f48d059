namespace ServiceLevels.Statistics;

/// <summary>Samples that came together (a burst) and so may resemble each other: how many of them lie on the wrong side, of how many.</summary>
public readonly record struct BurstCount(int Against, int Size);
