using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentAgent.Investigation.Sources;

/// <summary>What Prometheus answers to a range query, or an error.</summary>
internal sealed record PrometheusAnswer
{
    public string? Status { get; init; }

    public PrometheusData? Data { get; init; }

    public string? ErrorType { get; init; }

    public string? Error { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public IReadOnlyList<string>? Infos { get; init; }

    /// <summary>What Prometheus says against its own answer.</summary>
    [JsonIgnore]
    public IEnumerable<string> Said => (Warnings ?? []).Concat(Infos ?? []).Take(SeriesSummary.MostSeries).Select(Words.OneLine);

    /// <summary>The words of an error's body, which something in front of Prometheus may have written instead.</summary>
    public static string Explain(string body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, PrometheusJson.Default.PrometheusAnswer);
            return answer?.Error is null ? body : $"{answer.ErrorType}: {answer.Error}";
        }
        catch (JsonException)
        {
            return body;
        }
    }
}

internal sealed record PrometheusData(string? ResultType, IReadOnlyList<PrometheusSeries>? Result);

/// <param name="Metric">The labels; the metric's name is the label <c>__name__</c>.</param>
/// <param name="Values"><see langword="null"/> where the series holds native histograms only.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string>? Metric, IReadOnlyList<PrometheusSample>? Values)
{
    /// <summary>As Prometheus writes it: <c>up{job="a"}</c>.</summary>
    [JsonIgnore]
    public string Name
    {
        get
        {
            var labels = (Metric ?? new Dictionary<string, string>()).Where(label => label.Key != "__name__")
                .OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{label.Value}\"");
            return $"{Metric?.GetValueOrDefault("__name__")}{{{string.Join(", ", labels)}}}";
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PrometheusAnswer))]
internal sealed partial class PrometheusJson : JsonSerializerContext;
