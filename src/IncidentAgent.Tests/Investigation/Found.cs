using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Tests.Investigation;

/// <summary>What an investigation of payments found: it is slow since a deployment, and orders a little.</summary>
internal static class Found
{
    public static readonly Findings Findings = new(Samples.Noon.AddMinutes(1), Samples.Noon.AddMinutes(1),
    [
        Evidence("github-1", "Deployments", "1 deployment of payments"),
        Evidence("loki-1", "Error lines", "41 error lines of payments", details: ["timeout for card 4711"]),
        Evidence("prometheus-1", "Latency of payments", "p99 rose from 0.2 s to 3.5 s") with
        {
            Facts = new Facts { Series = [new SignalSeries("payments", Signal.Latency, null, [])] },
        },
        Evidence("prometheus-2", "Connections of orders", "pool is 97 % in use") with
        {
            Facts = new Facts { Series = [new SignalSeries("orders", Signal.Utilisation, "connections", [])] },
        },
    ], [new MissingEvidence("jaeger", "did not answer within 5 s")]);

    public static readonly Analysis Analysis = new()
    {
        Certainty = Certainty.Likely,
        Because = "One cause explains most of it, but no trace agrees.",
        Symptom = Signal.Latency,
        Onset = Samples.Noon.AddMinutes(-7),
        Changes = [Change(-8, "deployment", "payments", "v1.4.2 by ana")],
        Causes =
        [
            new Cause("payments", CauseCategory.DeploymentRegression, 0.82, "Its latency is 16 times the usual since 11:53.", ["prometheus-1", "loki-1"]),
            new Cause("orders", CauseCategory.Database, 0.13, "Its pool is nearly full.", ["prometheus-2"]),
        ],
    };

    public static Evidence Evidence(string id, string title, string value, params IReadOnlyList<string> details) => new()
    {
        Id = id,
        Source = id.Split('-')[0],
        Title = title,
        Query = "q",
        From = Samples.Noon.AddMinutes(-30),
        To = Samples.Noon,
        Value = value,
        Details = details,
    };

    public static NearbyChange Change(int minutesAfterNoon, string kind, string? service, string summary) =>
        new(new ChangeEvent(Samples.Noon.AddMinutes(minutesAfterNoon), kind, service, summary, null), "github-1");

    public static Analysis Of(Certainty certainty, params IReadOnlyList<Cause> causes) => Analysis with { Certainty = certainty, Causes = causes };
}
