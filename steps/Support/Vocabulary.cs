using System.Globalization;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Support;

/// <summary>How the words and units of the feature files become values; <c>features/Glossary.md</c> lists them.</summary>
[Binding]
public sealed class Vocabulary
{
    [StepArgumentTransformation(@"(\d{1,3}(?: \d{3})+|\d+)", Name = "count")]
    public Count ToCount(string text) => new(int.Parse(text.Replace(" ", ""), CultureInfo.InvariantCulture));

    [StepArgumentTransformation(@"(\d+(?:\.\d+)? (?:ms|s|min))", Name = "duration")]
    public TimeSpan ToDuration(string text) => text.Split(' ') switch
    {
        [var number, "ms"] => TimeSpan.FromMilliseconds(Number(number)),
        [var number, "s"] => TimeSpan.FromSeconds(Number(number)),
        [var number, _] => TimeSpan.FromMinutes(Number(number)),
        _ => throw new FormatException($"'{text}' is no duration; write 300 ms, 2 s or 5 min."),
    };

    [StepArgumentTransformation(@"(\d+(?:\.\d+)? %)", Name = "percentage")]
    public Percentage ToPercentage(string text) => new(Number(text[..^2]) / 100);

    [StepArgumentTransformation(@"(\d+(?:\.\d+)? alerts/s)", Name = "rate")]
    public Rate ToRate(string text) => new(Number(text.Split(' ')[0]));

    [StepArgumentTransformation(@"(\d+(?:\.\d+)? (?:KiB|MiB))", Name = "size")]
    public Size ToSize(string text) => text.Split(' ') is [var number, var unit]
        ? new Size((long)(Number(number) * (unit == "KiB" ? 1 << 10 : 1 << 20)))
        : throw new FormatException($"'{text}' is no size; write 1 KiB or 200 MiB.");

    [StepArgumentTransformation(@"(\d+(?:\.\d+)?)", Name = "factor")]
    public Factor ToFactor(string text) => new(Number(text));

    [StepArgumentTransformation(@"(mean|P\d+(?:\.\d+)?)", Name = "quantile")]
    public Measure ToQuantile(string text) => Measure.Parse($"{text} latency");

    [StepArgumentTransformation("(open|acknowledged|resolved|closed)", Name = "status")]
    public IncidentStatusWord ToStatus(string word) => new(word);

    [StepArgumentTransformation("(confirmed|likely|inconclusive)", Name = "certainty")]
    public CertaintyWord ToCertainty(string word) => new(word);

    [StepArgumentTransformation("(Prometheus|Loki|Jaeger)", Name = "source")]
    public SourceName ToSource(string name) => new(name);

    [StepArgumentTransformation($"({Malformed.Words})", Name = "malformed")]
    public Malformed ToMalformed(string words) => Malformed.Of(words);

    [StepArgumentTransformation]
    public IReadOnlyList<Objective> ToObjectives(DataTable table) =>
        [.. table.Rows.Select(row => new Objective(Measure.Parse(row["measure"]), Bound.Parse(row["target"]), Bound.Parse(row["threshold"])))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <param name="Value">How many.</param>
public readonly record struct Count(int Value)
{
    public static implicit operator int(Count count) => count.Value;
}

/// <param name="Word">As the API writes it.</param>
public sealed record IncidentStatusWord(string Word);

/// <param name="Word">How sure an analysis is, as the API writes it.</param>
public sealed record CertaintyWord(string Word);

/// <param name="Name">Of one of the services that evidence comes from.</param>
public sealed record SourceName(string Name);

/// <param name="Fraction">1 is 100 %.</param>
public readonly record struct Percentage(double Fraction);

/// <param name="PerSecond">So many a second.</param>
public readonly record struct Rate(double PerSecond);

/// <param name="Bytes">A number of bytes.</param>
public readonly record struct Size(long Bytes);

/// <param name="Value">A ratio.</param>
public readonly record struct Factor(double Value);
