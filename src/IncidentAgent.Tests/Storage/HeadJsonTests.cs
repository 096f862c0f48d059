using System.Reflection;
using System.Text.Json;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Notifications;

namespace IncidentAgent.Tests.Storage;

public sealed class HeadJsonTests
{
    private static readonly Incident Whole = Given.Incident with
    {
        Status = IncidentStatus.Closed,
        AcknowledgedAt = Given.Noon.AddMinutes(1),
        AcknowledgedBy = "ada \"the\" első",
        ResolvedAt = Given.Noon.AddMinutes(2),
        ResolvedBy = "grace",
        ClosedAt = Given.Noon.AddMinutes(3).AddTicks(10),
        EscalateTo = ["pagerduty"],
        EscalatedAt = Given.Noon.AddMinutes(4),
        Reopened = 2,
        InvestigatedAt = Given.Noon.AddMinutes(5),
        AnnouncedTo = ["slack", "pagerduty"],
        StuckSteps = [StepKind.WriteUp],
        HasBeenStuck = true,
    };

    [Fact]
    public void A_head_is_read_as_it_was_written()
    {
        HeadJson.Read(Columns.Head(Whole)).Should().BeEquivalentTo(Whole);
        HeadJson.Read(Columns.Head(Given.Incident)).Should().BeEquivalentTo(Given.Incident);
    }

    [Fact]
    public void Nothing_that_a_head_may_hold_is_left_out_above()
    {
        var least = new Incident
        {
            Id = default,
            Key = null!,
            Status = default,
            Severity = default,
            Title = null!,
            OpenedAt = default,
            StartedAt = default,
        };
        var written = typeof(Incident).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.Name != nameof(Incident.Findings));

        written.Where(property => Equals(property.GetValue(Whole), property.GetValue(least))).Should().BeEmpty();
    }

    [Fact]
    public void What_an_earlier_version_did_not_write_is_as_in_a_new_incident()
    {
        const string early = """
            {"id":"INC-000007","key":"k","status":"Open","severity":"Warning","title":"t","openedAt":"2026-03-04T12:00:00+00:00",
            "startedAt":"2026-03-04T11:58:00+00:00","acknowledgedBy":null,"somethingElse":{"a":[1]}}
            """;

        HeadJson.Read(early).Should().BeEquivalentTo(new Incident
        {
            Id = new IncidentId(7),
            Key = "k",
            Status = IncidentStatus.Open,
            Severity = Severity.Warning,
            Title = "t",
            OpenedAt = Given.Noon,
            StartedAt = Given.Noon.AddMinutes(-2),
        });
    }

    [Fact]
    public void A_head_without_a_field_that_every_head_has_is_refused()
    {
        FluentActions.Invoking(() => HeadJson.Read("{}")).Should().Throw<KeyNotFoundException>();
        FluentActions.Invoking(() => HeadJson.Read("{")).Should().Throw<JsonException>();
    }

    [Fact]
    public void Findings_are_read_only_by_who_asks_for_them()
    {
        var incident = Stored.Incident(Columns.Head(Given.Incident), findings: "not JSON");

        (incident with { FiringAlerts = 9 }).DiffersOnlyInCounts(incident).Should().BeTrue();
        incident.HasNewFindings(incident).Should().BeFalse();
        incident.WithoutFindings().Findings.Should().BeNull();
        incident.Invoking(one => one.Findings).Should().Throw<JsonException>();
    }
}
