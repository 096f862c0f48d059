using System.Globalization;
using ServiceLevels.Load;

namespace ServiceLevels.Objectives;

/// <summary>What an objective is about, in the words of its table: "P95 latency", "error rate".</summary>
public sealed record Measure
{
    private const string Known =
        "mean latency, P50 latency (or any other percentile: P99.9 latency), maximum latency, throughput, error rate, success rate";

    private readonly string _words;
    private readonly Func<Measurement, double>? _of;
    private readonly Func<IReadOnlyList<Measurement>, Evidence>? _evidence;

    private Measure(
        string words, Quantity quantity, Func<Measurement, double>? of = null, Func<IReadOnlyList<Measurement>, Evidence>? evidence = null) =>
        (_words, Quantity, _of, _evidence) = (words, quantity, of, evidence);

    /// <summary>Which units its bounds have.</summary>
    public Quantity Quantity { get; }

    /// <summary>Reads the words of the table.</summary>
    /// <exception cref="FormatException">Nothing is measured by that name; the message lists what is.</exception>
    public static Measure Parse(string words) => words.Trim() switch
    {
        "mean latency" => OfBursts("mean latency", Quantity.Time, measured => Seconds(measured.Mean)),
        "maximum latency" or "P100 latency" => new Measure(
            words.Trim(), Quantity.Time, measured => Seconds(measured.Max), bursts => new FactEvidence(bursts.Max(burst => Seconds(burst.Max)), Pieces(bursts))),
        "throughput" => OfBursts("throughput", Quantity.Rate, measured => measured.Throughput),
        "error rate" => new Measure(
            "error rate", Quantity.Share, measured => measured.ErrorRate, bursts => new ShareEvidence(bursts, burst => burst.Lost)),
        "success rate" => new Measure(
            "success rate", Quantity.Share, measured => measured.SuccessRate, bursts => new ShareEvidence(bursts, burst => burst.Accepted)),
        var other when PercentileOf(other) is { } percent => new Measure(
            $"P{percent} latency", Quantity.Time, measured => Seconds(measured.Percentile(percent)), bursts => new PercentileEvidence(bursts, percent)),
        var other => throw new FormatException($"Nothing is measured by the name \"{other}\". Known are {Known}."),
    };

    /// <summary>What is not found in a load: "memory retained", "latency of the last wave over that of the first".</summary>
    public static Measure Named(string words, Quantity quantity) => new(words, quantity);

    /// <summary>The figure: seconds (infinite where work had no answer), pieces for each second, or a share from 0 to 1.</summary>
    /// <exception cref="InvalidOperationException">It is not found in a load.</exception>
    public double Of(Measurement measurement) => (_of ?? throw NotOfALoad())(measurement);

    /// <summary>The same of several bursts, each with at least one sample, and what it proves.</summary>
    internal Evidence EvidenceOf(IReadOnlyList<Measurement> bursts) => (_evidence ?? throw NotOfALoad())(bursts);

    public bool Equals(Measure? other) => other?._words == _words;

    public override int GetHashCode() => _words.GetHashCode();

    public override string ToString() => _words;

    internal static double Seconds(TimeSpan time) => time == TimeSpan.MaxValue ? double.PositiveInfinity : time.TotalSeconds;

    private static Measure OfBursts(string words, Quantity quantity, Func<Measurement, double> of) => new(
        words, quantity, of, bursts => new ValuesEvidence([.. bursts.Select(of).Order()], Pieces(bursts), "bursts") { Bursts = bursts.Count });

    private static int Pieces(IReadOnlyList<Measurement> bursts) => bursts.Sum(burst => burst.Count);

    private InvalidOperationException NotOfALoad() => new($"The {_words} is not found in a load; hand the figure to Judge.Fact or Judge.Of.");

    private static decimal? PercentileOf(string words) =>
        words.StartsWith('P') && words.EndsWith(" latency", StringComparison.Ordinal)
        && decimal.TryParse(words[1..^" latency".Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is > 0 and < 100
            ? percent
            : null;
}
