namespace ServiceLevels.Objectives;

/// <summary>One row of a table of objectives.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Target">What we aim for.</param>
/// <param name="Threshold">What we never ship beyond.</param>
public sealed record Objective(Measure Measure, Bound Target, Bound Threshold)
{
    public Bound Target { get; init; } = Fitting(Measure, Target);

    public Bound Threshold { get; init; } = Fitting(Measure, Threshold);

    /// <summary>Reads the cells of a row.</summary>
    /// <exception cref="FormatException">One of them says nothing that can be measured, or in a unit of something else.</exception>
    public static Objective Parse(string measure, string target, string threshold) =>
        new(Measure.Parse(measure), Bound.Parse(target), Bound.Parse(threshold));

    private static Bound Fitting(Measure measure, Bound bound) => bound.As(measure.Quantity) switch
    {
        null => throw new FormatException($"\"{bound}\" is no bound of {measure}: that is {InWords(measure.Quantity)}."),
        { Relation: Relation.Exactly, Quantity: Quantity.Time or Quantity.Rate or Quantity.Ratio } => throw new FormatException(
            $"\"{bound}\" is no bound of {measure}: no measured figure is exactly that; write \"<\" or \">\"."),
        { Relation: Relation.Exactly, Quantity: Quantity.Share, Value: not (0 or 1) } => throw new FormatException(
            $"\"{bound}\" is no bound of {measure}: of shares only \"= 0 %\" and \"= 100 %\" can be promised exactly."),
        { Quantity: Quantity.Share, Relation: Relation.Below or Relation.Above, AllowedShare: 0 } => throw new FormatException(
            $"\"{bound}\" is no bound of {measure}: it can never be kept."),
        var fitting => fitting,
    };

    private static string InWords(Quantity quantity) => quantity switch
    {
        Quantity.Time => "a time, as in \"< 300 ms\"",
        Quantity.Rate => "a rate, as in \"> 40 alerts/s\"",
        Quantity.Share => "a share, as in \"< 1 %\"",
        Quantity.Size => "a size, as in \"<= 64 MiB\"",
        Quantity.Ratio => "a ratio, as in \"<= 1.5\"",
        _ => "a count, as in \"= 0\"",
    };
}
