using System.Globalization;

namespace IncidentAgent.Tests.Support;

/// <summary>One scrape of <c>/metrics</c>.</summary>
public sealed record Metrics(string Text)
{
    public static async Task<Metrics> ScrapeAsync(HttpClient client) => new(await client.GetStringAsync("/metrics"));

    /// <summary>The sum over all series of that name whose labels contain each of the given ones; 0 when there is none.</summary>
    public double this[string name, params string[] labels] => Text.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
        .Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
