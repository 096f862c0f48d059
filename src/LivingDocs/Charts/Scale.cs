namespace LivingDocs.Charts;

/// <summary>From values to places on a chart.</summary>
/// <param name="Low">The value at <paramref name="Start"/>; above 0 on a logarithmic scale.</param>
/// <param name="High">The value at <paramref name="End"/>; above <paramref name="Low"/>.</param>
/// <param name="Start">Where the scale begins, in units of the chart.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsLogarithmic">Whether equal distances are equal ratios.</param>
internal sealed record Scale(double Low, double High, double Start, double End, bool IsLogarithmic = false)
{
    /// <summary>The place of a value; what lies beyond the scale is at its end.</summary>
    public double At(double value)
    {
        var part = IsLogarithmic
            ? Math.Log(Math.Max(value, Low) / Low) / Math.Log(High / Low)
            : (value - Low) / (High - Low);
        return Start + Math.Clamp(part, 0, 1) * (End - Start);
    }

    /// <summary>About three to six values that a person likes to read: 1, 2 or 5 of a power of ten.</summary>
    public IReadOnlyList<double> Ticks() => IsLogarithmic ? Powers() : Steps();

    private List<double> Steps()
    {
        var rough = (High - Low) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * new double[] { 1, 2, 5, 10 }.First(factor => factor * power >= rough);
        var first = (long)Math.Ceiling(Low / step);
        var last = (long)Math.Floor(High / step);
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(index => (first + index) * step)];
    }

    private List<double> Powers()
    {
        double[] factors = Math.Log10(High / Low) switch
        {
            < 1.6 => [1, 2, 5],
            < 2.6 => [1, 3],
            _ => [1],
        };
        var ticks = new List<double>();
        for (var power = Math.Floor(Math.Log10(Low)); power <= Math.Log10(High); power++)
        {
            ticks.AddRange(factors.Select(factor => factor * Math.Pow(10, power)).Where(value => value >= Low && value <= High));
        }

        return ticks;
    }
}
