namespace ServiceLevels.Statistics;

/// <summary>How much slower a machine is than usual: the median time of a fixed piece of work, done between what is measured, over its usual time.</summary>
/// <remarks>The median, because a machine that pauses once is not slow.</remarks>
public static class MachineFactor
{
    /// <summary>1 is as usual, 2 is half as fast; <see langword="null"/> without a time or without a reference.</summary>
    /// <param name="calibrationSeconds">What the fixed work took each time, in seconds.</param>
    /// <param name="referenceSeconds">The median of earlier runs on machines of this class; <see langword="null"/> if there are none.</param>
    public static double? Of(IReadOnlyList<double> calibrationSeconds, double? referenceSeconds) =>
        calibrationSeconds.Count > 0 && referenceSeconds is > 0 and var reference
            ? Median.Of([.. calibrationSeconds.Order()]) / reference
            : null;
}
