using System.Globalization;
using LivingDocs.Suite;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace LivingDocs.Objectives;

/// <summary>Figures in words.</summary>
internal static class Figures
{
    /// <summary>"431 ms"; "nothing" of no samples; "never" where work had no answer.</summary>
    public static string Measured(ObjectiveRecord record) => record switch
    {
        { Samples: 0 } => "nothing",
        { Measured: { } value } => Figure.InWords(value, record.Quantity),
        { Quantity: Quantity.Time } => "never",
        _ => "nothing",
    };

    /// <summary>"416-442 ms"; "none" of facts and where there is too little to tell.</summary>
    public static string Interval(ObjectiveRecord record) => record.Interval is { } interval ? Figure.InWords(interval, record.Quantity) : "none";

    /// <summary>"57 %" of the threshold are unused; "none, 10 % beyond"; "–" where there is no such distance.</summary>
    public static string Headroom(ObjectiveRecord record) => record.Headroom switch
    {
        null => "–",
        < 0 and var beyond => $"none, {Si.Percent(Math.Round(-beyond, 2))} beyond",
        { } room => Si.Percent(Math.Round(room, 2)),
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
}
