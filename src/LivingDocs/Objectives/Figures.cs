using System.Globalization;
using LivingDocs.Suite;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace LivingDocs.Objectives;

/// <summary>Figures in words.</summary>
internal static class Figures
{
    /// <summary>"431 ms", "52/s", "0.5 %".</summary>
    public static string Words(Quantity quantity, double value) => quantity switch
    {
        Quantity.Time => Si.Duration(value),
        Quantity.Rate => Si.Rate(value),
        Quantity.Share => Si.Percent(value),
        Quantity.Size => Si.Size(value),
        Quantity.Ratio => value.ToString("0.###", CultureInfo.InvariantCulture),
        _ => Math.Abs(value) < int.MaxValue ? Si.Count((int)value) : value.ToString("G3", CultureInfo.InvariantCulture),
    };

    /// <summary>"431 ms"; "nothing" of no samples; "never" where work had no answer.</summary>
    public static string Measured(ObjectiveRecord record) => record switch
    {
        { Samples: 0 } => "nothing",
        { Measured: { } value } => Words(record.Quantity, value),
        { Quantity: Quantity.Time } => "never",
        _ => "nothing",
    };

    /// <summary>"416 to 442 ms" without repeating the unit, "above 416 ms" where there is no upper end.</summary>
    public static string Interval(ObjectiveRecord record) => record.Interval switch
    {
        { Lower: { } lower, Upper: { } upper } => Between(Words(record.Quantity, lower), Words(record.Quantity, upper)),
        { Lower: { } lower } => $"{Words(record.Quantity, lower)} or more",
        { Upper: { } upper } => $"{Words(record.Quantity, upper)} or less",
        _ => "none",
    };

    /// <summary>How far the figure is from its threshold, as a part of the threshold: 0.57 is room, -0.1 is beyond it. Nothing where there is no such distance.</summary>
    public static double? Headroom(ObjectiveRecord record) => record is { Measured: { } measured, Threshold: { Value: not 0 } threshold }
        ? threshold.Relation switch
        {
            Relation.Below or Relation.AtMost => 1 - measured / threshold.Value,
            Relation.Above or Relation.AtLeast => measured / threshold.Value - 1,
            _ => null,
        }
        : null;

    /// <summary>"57 %", "3.2 times", "−10 %"; "none" where there is no such distance.</summary>
    public static string HeadroomWords(ObjectiveRecord record) => Headroom(record) switch
    {
        null => "none",
        < 0 and var beyond => $"−{Math.Round(-beyond * 100):0} %",
        > 3 and var room => string.Create(CultureInfo.InvariantCulture, $"{room + 1:0.#} times"),
        { } room => $"{Math.Round(room * 100):0} %",
    };

    /// <summary>95 of "P95 latency"; <see langword="null"/> of what is no percentile.</summary>
    public static double? Percentile(ObjectiveKey key) =>
        key.Measure is ['P', .. var rest] && rest.Split(' ')[0] is var number
        && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and < 100
            ? percent
            : null;

    /// <summary>The part of the work that was bad, and the part that may be; <see langword="null"/> for what has no budget.</summary>
    public static (double Bad, double Allowed)? Budget(ObjectiveRecord record) => (Percentile(record.Key), record) switch
    {
        ({ } percent, { Threshold.Against: { } against, Samples: > 0 }) => (against / record.Samples, 1 - percent / 100),
        (null, { Quantity: Quantity.Share, Measured: { } measured, Threshold: { Relation: Relation.Below or Relation.AtMost, Value: > 0 } threshold }) =>
            (measured, threshold.Value),
        (null, { Quantity: Quantity.Share, Measured: { } measured, Threshold: { Relation: Relation.AtLeast or Relation.Above, Value: < 1 } threshold }) =>
            (1 - measured, 1 - threshold.Value),
        _ => null,
    };

    public static string Commit(string? commit) => commit is null ? "no commit" : commit[..Math.Min(8, commit.Length)];

    public static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"1 run", "12 runs".</summary>
    public static string Count(int count, string what) => $"{Si.Count(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary>"not finished".</summary>
    public static string Words(this Outcome outcome) => outcome switch
    {
        Outcome.Passed => "passed",
        Outcome.Failed => "failed",
        Outcome.Skipped => "skipped",
        Outcome.Undefined => "undefined",
        Outcome.NotFinished => "not finished",
        _ => "not run",
    };

    private static string Between(string lower, string upper)
    {
        var unit = upper[(upper.LastIndexOf(' ') + 1)..];
        return lower.EndsWith($" {unit}", StringComparison.Ordinal) ? $"{lower[..^(unit.Length + 1)]} to {upper}" : $"{lower} to {upper}";
    }
}
