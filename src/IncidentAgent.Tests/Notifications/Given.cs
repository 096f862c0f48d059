using System.Collections.Immutable;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Notifications;

namespace IncidentAgent.Tests.Notifications;

/// <summary>An ordinary incident and what is said of it; a test changes only what it is about.</summary>
internal static class Given
{
    public const string IncidentKey = "5f2b0c9d1e3a47f68a0b1c2d3e4f50617283940a1b2c3d4e5f60718293a4b5c6";

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Incident Incident { get; } = new()
    {
        Id = new IncidentId(42),
        Key = "checkout",
        Status = IncidentStatus.Open,
        Severity = Severity.Critical,
        Title = "Checkout answers slowly",
        OpenedAt = Noon,
        StartedAt = Noon.AddMinutes(-2),
        FiringAlerts = 3,
        ResolvedAlerts = 1,
        Services = ["checkout", "payments"],
        CommonLabels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "shop").Add("cluster", "eu-1"),
        RunbookUrl = "https://runbooks.example/checkout?a=1&b=2",
        Revision = 1,
    };

    public static Announcement Announcement(AnnouncementKind kind = AnnouncementKind.Opened, Incident? incident = null) => new()
    {
        Key = $"test/INC-000042/there/{(int)kind + 1}",
        Kind = kind,
        Incident = incident ?? Incident,
        IncidentKey = IncidentKey,
        Text = $"{kind}: Checkout answers slowly",
        At = Noon,
        IncidentUrl = "https://agent.example/incidents/INC-000042",
    };

    public static Analysis Analysis { get; } = new()
    {
        Certainty = Certainty.Likely,
        Because = "payments-db explains 72 % of the added latency, but nothing that does not depend on the measurements agrees.",
        WouldChange = ["A change of payments-db shortly before the onset would confirm it."],
        Symptom = Signal.Latency,
        Onset = Noon.AddMinutes(-5),
        Causes =
        [
            new("payments-db", CauseCategory.Database, 0.72, "The latency of payments-db went from 20 ms to 350 ms.", ["prometheus-1"]),
            new("orders", CauseCategory.Dependency, 0.2, "The latency of orders went from 40 ms to 90 ms.", ["prometheus-1"]),
        ],
        Changes = [new(new ChangeEvent(Noon.AddMinutes(-9), "deployment", "orders", "v2.3", "https://deploy.example/7"), "github-1")],
        Impact = new Impact
        {
            Services = ["checkout", "payments-db"],
            CountedAt = "checkout",
            SlowRequests = 3400,
            AddedWaiting = TimeSpan.FromMinutes(12),
            Duration = TimeSpan.FromMinutes(6),
            ErrorBudgetBurnRate = 14.4,
        },
    };

    public static Findings Findings(IReadOnlyList<Evidence> evidence, params MissingEvidence[] missing) =>
        new(Noon, Noon.AddSeconds(3), evidence, missing);

    public static Evidence Evidence(string title, string value, string? link = null) => new()
    {
        Id = "prometheus-1",
        Source = "prometheus",
        Title = title,
        Query = "up",
        From = Noon.AddHours(-1),
        To = Noon,
        Value = value,
        Link = link,
    };
}
