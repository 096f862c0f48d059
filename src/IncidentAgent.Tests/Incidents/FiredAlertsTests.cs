using IncidentAgent.Incidents;

namespace IncidentAgent.Tests.Incidents;

/// <summary>Which alerts joined an incident the timeline learns from the alerts themselves.</summary>
public sealed class FiredAlertsTests
{
    private static readonly DateTimeOffset Noon = Lives.Noon;

    [Fact]
    public void Alerts_that_came_together_are_one_line_at_the_instant_they_were_first_seen() =>
        Among([Noted(0, TimelineKind.Opened), Noted(2, TimelineKind.Note)], Seen(0, "A"), Seen(1, "B"), Seen(1, "C"), Seen(3, "D"))
            .Should().Equal("0 Opened", "1 B on web-B, C on web-C started firing", "2 Note", "3 D on web-D started firing");

    [Fact]
    public void What_the_alerts_did_to_the_incident_comes_behind_them() =>
        Among([Noted(0, TimelineKind.Opened), Noted(1, TimelineKind.SeverityRaised), Noted(1, TimelineKind.Reopened)], Seen(0, "A"), Seen(1, "B"))
            .Should().Equal("0 Opened", "1 B on web-B started firing", "1 SeverityRaised", "1 Reopened");

    [Fact]
    public void A_line_that_an_earlier_version_stored_is_not_said_twice() =>
        Among([Noted(0, TimelineKind.Opened), Noted(1, TimelineKind.AlertFired)], Seen(0, "A"), Seen(1, "B"), Seen(2, "C"))
            .Should().Equal("0 Opened", "1 AlertFired", "2 C on web-C started firing");

    private static IEnumerable<string> Among(IReadOnlyList<TimelineEntry> noted, params AlertRecord[] alerts) =>
        FiredAlerts.Among(noted, alerts).Select(entry => $"{(entry.At - Noon).TotalMinutes:0} {entry.Text}");

    private static TimelineEntry Noted(int minute, TimelineKind kind) => new(Noon.AddMinutes(minute), kind, kind.ToString());

    private static AlertRecord Seen(int minute, string name)
    {
        var alert = Lives.Alert(name);
        var labels = new Dictionary<string, string>(alert.Labels) { ["instance"] = $"web-{name}" };
        return new AlertRecord(alert with { Labels = labels }, Noon.AddMinutes(minute), Noon.AddMinutes(minute));
    }
}
