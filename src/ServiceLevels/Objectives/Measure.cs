using System.Globalization;
using ServiceLevels.Load;

namespace ServiceLevels.Objectives;

/// <summary>What an objective is about, in the words of its table: "P95 latency", "error rate".</summary>
public sealed record Measure
{
    private const string Known =
        "mean latency, P50 latency (or any other percentile: P99.9 latency), maximum latency, throughput, error rate, success rate";

    private readonly string _words;
    private readonly Func<Measurement, double> _of;

    private Measure(string words, Quantity quantity, Func<Measurement, double> of) => (_words, Quantity, _of) = (words, quantity, of);

    /// <summary>Which units its bounds have.</summary>
    public Quantity Quantity { get; }

    /// <summary>Reads the words of the table.</summary>
    /// <exception cref="FormatException">Nothing is measured by that name; the message lists what is.</exception>
    public static Measure Parse(string words) => words.Trim() switch
    {
        "mean latency" => new Measure("mean latency", Quantity.Time, measured => Seconds(measured.Mean)),
        "maximum latency" => new Measure("maximum latency", Quantity.Time, measured => Seconds(measured.Max)),
        "throughput" => new Measure("throughput", Quantity.Rate, measured => measured.Throughput),
        "error rate" => new Measure("error rate", Quantity.Share, measured => measured.ErrorRate),
        "success rate" => new Measure("success rate", Quantity.Share, measured => measured.SuccessRate),
        var other when PercentileOf(other) is { } percent =>
            new Measure($"P{percent} latency", Quantity.Time, measured => Seconds(measured.Percentile(percent))),
        var other => throw new FormatException($"Nothing is measured by the name \"{other}\". Known are {Known}."),
    };

    /// <summary>The figure: seconds (infinite where work had no answer), pieces for each second, or a share from 0 to 1.</summary>
    public double Of(Measurement measurement) => _of(measurement);

    public bool Equals(Measure? other) => other?._words == _words;

    public override int GetHashCode() => _words.GetHashCode();

    public override string ToString() => _words;

    private static double Seconds(TimeSpan time) => time == TimeSpan.MaxValue ? double.PositiveInfinity : time.TotalSeconds;

    private static decimal? PercentileOf(string words) =>
        words.StartsWith('P') && words.EndsWith(" latency", StringComparison.Ordinal)
        && decimal.TryParse(words[1..^" latency".Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is > 0 and <= 100
            ? percent
            : null;
}
