using System.Globalization;
using System.Text;

namespace Benchmarks.Load;

/// <summary>
/// The body of a request with gaps for what differs from one to the next. What fills a gap is always as long, so that every body of a template is, and
/// a driver has nothing to compute but the gaps.
/// </summary>
internal sealed class BodyTemplate
{
    /// <summary>An alert's own name: 16 hexadecimal digits.</summary>
    public const string IdGap = "@ID@";

    /// <summary>The incident's number: 6 digits.</summary>
    public const string IncidentGap = "@INCIDENT@";

    private readonly string[] _pieces;

    private BodyTemplate(string text, int alerts)
    {
        (Text, Alerts) = (text, alerts);
        _pieces = Split(text);
    }

    /// <summary>With its gaps.</summary>
    public string Text { get; }

    public int Alerts { get; }

    public static BodyTemplate Of(BodyFormat format, int alerts, DateTimeOffset startsAt)
    {
        var start = startsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var each = string.Join(',', Enumerable.Range(0, alerts).Select(_ => format is BodyFormat.Notification ? Notified(start) : Postable(start)));
        return new BodyTemplate(format is BodyFormat.Notification ? Notification(each) : $"[{each}]", alerts);
    }

    /// <summary>The body of one request.</summary>
    /// <param name="part">Tells it from the requests with the same number of other parts.</param>
    /// <param name="number">Counts from 0.</param>
    /// <param name="incidents">Over how many the requests are spread, in turn.</param>
    public byte[] Fill(int part, int number, int incidents)
    {
        var text = new StringBuilder(Text.Length);
        var alert = 0;
        var incident = (number % incidents).ToString("D6", CultureInfo.InvariantCulture);
        foreach (var piece in _pieces)
        {
            switch (piece)
            {
                case IdGap:
                    // Twice an alert: its fingerprint, and the label it comes of.
                    text.Append(CultureInfo.InvariantCulture, $"{part:x8}{((uint)number * Alerts) + (alert++ / 2):x8}");
                    break;
                case IncidentGap:
                    text.Append(incident);
                    break;
                default:
                    text.Append(piece);
                    break;
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string[] Split(string text) => [.. text.Split('@').Select(part => part switch { "ID" => IdGap, "INCIDENT" => IncidentGap, _ => part })];

    private static string Notification(string alerts) =>
        $$$"""
        {"receiver":"agent","status":"firing","alerts":[{{{alerts}}}],"groupLabels":{"service":"service-@INCIDENT@"},"commonLabels":{"alertname":"HighLatency","service":"service-@INCIDENT@","severity":"critical"},"commonAnnotations":{"summary":"Requests take too long"},"externalURL":"http://alertmanager.example.com:9093","version":"4","groupKey":"{}:{service=\"service-@INCIDENT@\"}","truncatedAlerts":0}
        """;

    private static string Notified(string start) =>
        $$$"""
        {"status":"firing",{{{Said()}}},"startsAt":"{{{start}}}","endsAt":"0001-01-01T00:00:00Z","generatorURL":"{{{Generator}}}","fingerprint":"@ID@"}
        """;

    /// <summary>The second name is the fingerprint's place: Alertmanager makes its own of the labels.</summary>
    private static string Postable(string start) =>
        $$$"""
        {{{{Said()}}},"startsAt":"{{{start}}}","generatorURL":"{{{Generator}}}&id=@ID@"}
        """;

    private const string Generator = "http://prometheus.example.com:9090/graph?g0.expr=histogram_quantile%280.99%2C+rate%28request_duration_bucket%5B5m%5D%29%29+%3E+1&g0.tab=1";

    private static string Said() =>
        """
        "labels":{"alertname":"HighLatency","instance":"node-@ID@","job":"api","namespace":"production","service":"service-@INCIDENT@","severity":"critical"},"annotations":{"description":"The 99th percentile of the last five minutes is above one second on this instance","runbook_url":"https://runbooks.example.com/high-latency","summary":"Requests take too long"}
        """;
}
