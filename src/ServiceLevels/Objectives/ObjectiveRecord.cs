using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceLevels.Objectives;

/// <summary>
/// What one run found about one objective. It travels as an attached file <c>(slo name).slo.json</c> inside the run's messages, and is one line of
/// <c>history.jsonl</c>; every page, trend and proposal is made from these alone.
/// </summary>
public sealed partial record ObjectiveRecord
{
    /// <summary>How an attached file's name ends; Reqnroll gives no media type of our own to recognise it by.</summary>
    public const string FileEnding = ".slo.json";

    /// <summary>The version of this format; a reader leaves out what has a later one.</summary>
    public int Format { get; init; } = 1;

    public required RunRecord Run { get; init; }

    public required ObjectiveKey Key { get; init; }

    public required Quantity Quantity { get; init; }

    public required BoundRecord Target { get; init; }

    public required BoundRecord Threshold { get; init; }

    /// <summary>What the policy made of it: the threshold's verdict, unless the machine or the ruler cannot be believed.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The verdict in one sentence, with the figure, its interval and n.</summary>
    public required string Sentence { get; init; }

    /// <summary>Why it could not be proven; <see langword="null"/> where it could.</summary>
    public string? NotProvenBecause { get; init; }

    /// <summary>Why bad figures of this machine prove nothing; <see langword="null"/> where they can be believed.</summary>
    public string? MachineExcuse { get; init; }

    /// <summary>In the unit of its quantity (s, 1/s, 0 to 1, bytes, a ratio); <see langword="null"/> where there is no such figure, because nothing was measured or work had no answer.</summary>
    public double? Measured { get; init; }

    /// <summary>How much of the threshold is unused, 1 is all of it, negative beyond it; <see langword="null"/> where there is none.</summary>
    public double? Headroom { get; init; }

    public IntervalRecord? Interval { get; init; }

    /// <summary>How many pieces of work, pairs or waves it was judged on.</summary>
    public required int Samples { get; init; }

    /// <summary>In how many bursts the samples came; 1 for a steady stream.</summary>
    public int Bursts { get; init; } = 1;

    /// <summary>By how much the samples of a burst resemble each other: n / design effect is what they are worth. 1 where they are independent.</summary>
    public double DesignEffect { get; init; } = 1;

    /// <summary>Why sampling ended; <see langword="null"/> where it was of a fixed size.</summary>
    public SamplingRecord? Sampling { get; init; }

    /// <summary>The load it was measured under; <see langword="null"/> where there was none.</summary>
    public LoadRecord? Load { get; init; }

    /// <summary>Response times at P50, P90, P95, P99, P99.9 and P100 as far as they exist; empty where no times were measured.</summary>
    public IReadOnlyList<QuantileRecord> Quantiles { get; init; } = [];

    /// <summary>All response times of answered work in microseconds, as a compressed HdrHistogram in base64; histograms of several shards can be added.</summary>
    public string? Histogram { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ObjectiveJson.Default.ObjectiveRecord);

    /// <exception cref="JsonException">It is none.</exception>
    public static ObjectiveRecord FromJson(string json) =>
        JsonSerializer.Deserialize(json, ObjectiveJson.Default.ObjectiveRecord) ?? throw new JsonException("A record of an objective is no 'null'.");
}

/// <summary>Which objective: its history is kept under these three, whatever becomes of its bounds.</summary>
/// <param name="Slo">The name in the tag <c>@slo:name</c>.</param>
/// <param name="Measure">The words of the table, "P95 latency".</param>
/// <param name="Example">The values of the example row, by column; empty outside of an outline.</param>
public sealed record ObjectiveKey(string Slo, string Measure, IReadOnlyDictionary<string, string> Example);

/// <summary>What all records of a run have in common.</summary>
/// <param name="Id">The same for all records of one run, and for all shards of it.</param>
/// <param name="At">When the run began.</param>
/// <param name="Commit">What was measured; <see langword="null"/> outside of a repository.</param>
/// <param name="Policy"><c>pull-request</c> or <c>nightly</c>.</param>
/// <param name="Machine">What it was measured on.</param>
public sealed record RunRecord(string Id, DateTimeOffset At, string? Commit, string Policy, MachineRecord Machine);

/// <param name="Class">Machines of one class can be compared: processors, memory, system, runtime. It names no machine.</param>
/// <param name="Factor">How much slower it was than the history of its class, 1 is the same; <see langword="null"/> without a history.</param>
/// <param name="CalibrationSeconds">The median time of the calibration work; <see langword="null"/> where it was not done.</param>
public sealed record MachineRecord(string Class, double? Factor, double? CalibrationSeconds);

/// <param name="Written">As in the feature file, "&lt; 700 ms".</param>
/// <param name="Relation">How the figure is compared.</param>
/// <param name="Value">In the unit of the quantity.</param>
/// <param name="Verdict">This bound alone, before the policy.</param>
/// <param name="Against">How many samples (or bursts, or pairs) lie on its wrong side; <see langword="null"/> where that is not counted.</param>
/// <param name="BreachP">How probably so many would, if it were just kept; <see langword="null"/> where that is not counted.</param>
public sealed record BoundRecord(string Written, Relation Relation, double Value, Verdict Verdict, double? Against, double? BreachP);

/// <param name="Lower"><see langword="null"/> is no bound on that side.</param>
/// <param name="Upper"><see langword="null"/> is no bound on that side: the percentile may lie beyond every sample.</param>
/// <param name="Confidence">0.95.</param>
/// <param name="Method">In words: "order statistics", "sign test over 30 bursts".</param>
public sealed record IntervalRecord(double? Lower, double? Upper, double Confidence, string Method)
{
    /// <summary>An end that lies on work without an answer is none; <see langword="null"/> without any end.</summary>
    internal static IntervalRecord? Of(double? lower, double? upper, double confidence, string method) =>
        Finite(lower) is null && Finite(upper) is null ? null : new IntervalRecord(Finite(lower), Finite(upper), confidence, method);

    private static double? Finite(double? end) => end is { } value && double.IsFinite(value) ? value : null;
}

/// <param name="Stopped">"decided" or "out of time".</param>
/// <param name="ErrorRate">Of the sequential test that decided to stop, 0 to 1.</param>
public sealed record SamplingRecord(string Stopped, double ErrorRate)
{
    internal const string Decided = "decided";
    internal const string OutOfTime = "out of time";
}

/// <param name="Arrivals">In words, "100 at once".</param>
/// <param name="Sent">Pieces of work in all.</param>
/// <param name="Accepted">Taken.</param>
/// <param name="Refused">Told to come back later.</param>
/// <param name="Lost">Without an answer.</param>
/// <param name="LagP99Seconds">How late 99 % of the work was started against its plan, at most.</param>
/// <param name="OthersShare">The share of the processors that others used meanwhile; <see langword="null"/> where the system does not tell.</param>
public sealed record LoadRecord(string Arrivals, int Sent, int Accepted, int Refused, int Lost, double LagP99Seconds, double? OthersShare);

/// <param name="Percent">95 is P95.</param>
/// <param name="Seconds"><see langword="null"/> where it falls on work without an answer.</param>
public sealed record QuantileRecord(decimal Percent, double? Seconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObjectiveRecord))]
internal sealed partial class ObjectiveJson : JsonSerializerContext;
