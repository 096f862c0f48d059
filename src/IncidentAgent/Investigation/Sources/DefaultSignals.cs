namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// What is asked for where no signal is configured: the metric names of OpenTelemetry's HTTP conventions, of the usual Prometheus client libraries
/// (<c>http_requests_total</c>, <c>http_request_duration_seconds</c>), of cAdvisor and of the common connection pools. <c>or</c> takes for each service
/// the first that it has. A container counts as the service it is named after.
/// </summary>
internal static class DefaultSignals
{
    /// <param name="label">The label that holds a service's name.</param>
    public static IReadOnlyList<PrometheusSignal> Of(string label)
    {
        var services = $$"""{{label}}=~"{service}" """.TrimEnd();
        string Sum(string metric, string more = "") => $"sum by ({label}) (rate({metric}{{{services}{more}}}[2m]))";
        string Gauge(string metric) => $"sum by ({label}) ({metric}{{{services}}})";
        string Container(string expression) => $"label_replace({expression}, \"{label}\", \"$1\", \"container\", \"(.*)\")";

        const string failed = "=~\"5..\"";
        const string container = """{container=~"{service}"}""";
        var requests = $"({Sum("http_server_request_duration_seconds_count")} or {Sum("http_requests_total")} or {Sum("http_request_duration_seconds_count")})";
        var errors = string.Join(" or ",
        [
            Sum("http_server_request_duration_seconds_count", $", http_response_status_code{failed}"),
            .. new[] { "status", "code", "status_code" }.Select(status => Sum("http_requests_total", $", {status}{failed}")),
            .. new[] { "status", "code", "status_code" }.Select(status => Sum("http_request_duration_seconds_count", $", {status}{failed}")),
        ]);
        return
        [
            new() { Signal = Signal.Latency, Query = string.Join(" or ", new[] { "http_server_request_duration_seconds", "http_request_duration_seconds" }
                .Select(metric => $"{Sum($"{metric}_sum")} / {Sum($"{metric}_count")}")) },
            new() { Signal = Signal.Availability, Query = $"1 - ({errors} or 0 * {requests}) / {requests}" },
            new() { Signal = Signal.Requests, Query = requests },
            new() { Signal = Signal.Utilisation, Resource = "cpu", Query = Container(
                $"sum by (container) (rate(container_cpu_usage_seconds_total{container}[2m])) "
                + $"/ sum by (container) (container_spec_cpu_quota{container} / container_spec_cpu_period{container})") },
            new() { Signal = Signal.Utilisation, Resource = "memory", Query = Container(
                $"max by (container) (container_memory_working_set_bytes{container} / container_spec_memory_limit_bytes{container})") },
            new() { Signal = Signal.Utilisation, Resource = "connections", Query =
                $"{Gauge("hikaricp_connections_active")} / {Gauge("hikaricp_connections_max")}" },
            new() { Signal = Signal.Saturation, Resource = "cpu", Query = Container(
                $"sum by (container) (rate(container_cpu_cfs_throttled_periods_total{container}[2m])) "
                + $"/ sum by (container) (rate(container_cpu_cfs_periods_total{container}[2m]))") },
            new() { Signal = Signal.Saturation, Resource = "connections", Query =
                $"{Gauge("db_client_connection_pending_requests")} or {Gauge("hikaricp_connections_pending")}" },
        ];
    }
}
