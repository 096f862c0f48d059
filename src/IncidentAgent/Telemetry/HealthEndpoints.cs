using IncidentAgent.Incidents;
using IncidentAgent.Storage;

namespace IncidentAgent.Telemetry;

/// <summary>Whether the agent lives, may be sent to, and keeps up. Open to everyone who reaches it: it names no incident.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Operations");
        health.MapGet("/live", () => TypedResults.Ok()).WithSummary("200 as long as the process answers.");
        health.MapGet("/ready", (HealthCheck check) => Answer(check.Ready())).WithSummary("200 when alerts can be taken, else 503.");
        health.MapGet("", (HealthCheck check) => Answer(check.All())).WithSummary("Store, silo and backlog; what is red says why.");
    }

    private static IResult Answer(HealthReport report) => TypedResults.Json(
        report, AgentJson.Default.HealthReport,
        statusCode: report.Status is "red" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}

/// <param name="Status"><c>green</c>; <c>yellow</c> when a person should look soon; <c>red</c> when a promise is being broken.</param>
/// <param name="Checks">One for each part.</param>
internal sealed record HealthReport(string Status, IReadOnlyList<HealthPart> Checks)
{
    public static HealthReport Of(params IReadOnlyList<HealthPart> checks) => new(
        checks.Any(check => check.Status is "red") ? "red" : checks.Any(check => check.Status is "yellow") ? "yellow" : "green", checks);
}

/// <param name="Name">Which part.</param>
/// <param name="Status">As of the whole.</param>
/// <param name="Detail">What it measured, or why it is not green.</param>
/// <param name="Waiting">How many pieces of work wait there, for a program to read; <see langword="null"/> where none can.</param>
internal sealed record HealthPart(string Name, string Status, string Detail, long? Waiting = null);

/// <summary>Looks at the parts the agent stands on.</summary>
internal sealed class HealthCheck(IIncidentStore store, SiloStatus silo, TimeProvider time)
{
    /// <summary>Due steps are begun within a second or two; one that has waited so long is not being looked at.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(30);

    /// <summary>What a destination takes is told within seconds; one that has waited so long, somebody should know of.</summary>
    private static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(5);

    public HealthReport Ready() => HealthReport.Of(Store(), Silo());

    public HealthReport All()
    {
        var now = time.GetUtcNow();
        var backlog = store.Backlog(now);
        return HealthReport.Of(Store(), Silo(), Tables(backlog), Steps(backlog, now), Outbox(backlog, now));
    }

    private HealthPart Store() => store.Health is { IsUp: false, Reason: var reason }
        ? new HealthPart("store", "red", $"The store cannot be written to, deliveries are refused with 503: {reason}")
        : new HealthPart("store", "green", "The last write was committed.");

    private HealthPart Silo() => silo.IsRunning
        ? new HealthPart("silo", "green", "Running.")
        : new HealthPart("silo", "red", "Not running: the agent is starting or stopping.");

    private static HealthPart Tables(Backlog backlog) => backlog.SetAside > 0
        ? new HealthPart("tables", "yellow", $"{Wording.Count(backlog.SetAside, "commit")} that had been answered could not be taken up: see the table set_aside.")
        : new HealthPart("tables", "green", "Whatever was committed was taken up.");

    private static HealthPart Steps(Backlog backlog, DateTimeOffset now) => backlog switch
    {
        { OldestDue: { } oldest } when now - oldest > LateAfter =>
            new HealthPart("steps", "red", $"{Wording.Count(backlog.DueSteps, "step")} due, the oldest for {Wording.Duration(now - oldest)}.", backlog.DueSteps),
        { OldestInvestigation: { } oldest } when now - oldest > LateAfter => new HealthPart(
            "steps", "yellow", $"{Wording.Count(backlog.DueSteps, "step")} due, the oldest investigation for {Wording.Duration(now - oldest)}.", backlog.DueSteps),
        { StuckSteps: > 0 } => new HealthPart("steps", "yellow", $"{Wording.Count(backlog.StuckSteps, "step")} stuck: a person has to look.", backlog.DueSteps),
        _ => new HealthPart("steps", "green", $"{Wording.Count(backlog.DueSteps, "step")} due.", backlog.DueSteps),
    };

    private static HealthPart Outbox(Backlog backlog, DateTimeOffset now)
    {
        var rows = backlog.Announcements;
        var dead = rows.Where(row => row.State is AnnouncementState.Dead).Sum(row => row.Count);
        var waiting = rows.Where(row => row.State is AnnouncementState.Pending or AnnouncementState.Sending).Sum(row => row.Count);
        return dead > 0
            ? new HealthPart("outbox", "yellow", $"{Wording.Count(dead, "announcement")} could not be delivered: see GET /api/announcements?state=dead.", waiting)
            : backlog.OldestAnnouncement is { } oldest && now - oldest > SilentAfter
            ? new HealthPart("outbox", "yellow", $"{Wording.Count(waiting, "announcement")} waiting, the oldest for {Wording.Duration(now - oldest)}.", waiting)
            : new HealthPart("outbox", "green", $"{Wording.Count(waiting, "announcement")} waiting.", waiting);
    }
}
