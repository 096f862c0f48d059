using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Notifications;
using IncidentAgent.StandIns;

namespace IncidentAgent.Tests.Notifications;

[Properties(Arbitrary = [typeof(NastyText)])]
public sealed class RenderingTests
{
    private const int SlackBudget = 9000;

    [Property]
    public void A_slack_message_is_within_every_limit_whatever_the_labels_say(NastyText[] texts, AnnouncementKind kind)
    {
        var announcement = Nasty(texts, kind);

        var message = JsonSerializer.SerializeToElement(SlackMessage.Whole(announcement, "C1"), SlackJson.Default.SlackPost);
        var reply = JsonSerializer.SerializeToElement(SlackMessage.Reply(announcement, new SlackReceipt("C1", "1.0")), SlackJson.Default.SlackPost);

        BlockKitLimits.Refuses(message).Should().BeNull();
        BlockKitLimits.Refuses(reply).Should().BeNull();
        message.Text("text")!.Length.Should().BeLessThanOrEqualTo(4000);
        reply.Text("text")!.Length.Should().BeLessThanOrEqualTo(4000);
        SlackMessage.Whole(announcement, "C1").Blocks!.Sum(Length).Should().BeLessThanOrEqualTo(SlackBudget);
    }

    [Property]
    public void A_slack_message_mentions_nobody_the_labels_name(NastyText[] texts) =>
        JsonSerializer.Serialize(SlackMessage.Whole(Nasty(texts, AnnouncementKind.Opened), "C1"), SlackJson.Default.SlackPost)
            .Should().NotContain("<!").And.NotContain("\\u003C!").And.NotContain("\\u003c!");

    [Property]
    public void A_pagerduty_event_is_within_every_limit_whatever_the_labels_say(NastyText[] texts, AnnouncementKind kind)
    {
        foreach (var one in PagerDutyEvents.For(Nasty(texts, kind), new string('k', 32)))
        {
            PagerDutyRules.Faults(Received(one.ToJson())).Should().BeEmpty();
        }
    }

    [Fact]
    public void Details_that_are_too_much_for_pagerduty_are_left_out_and_that_is_said()
    {
        var labels = Enumerable.Range(0, 100).ToImmutableSortedDictionary(number => $"label{number}", _ => new string('x', 10_000));

        var json = PagerDutyEvents.For(Given.Announcement(incident: Given.Incident with { CommonLabels = labels }), new string('k', 32)).Single().ToJson();

        json.Length.Should().BeLessThanOrEqualTo(PagerDutyEvent.MostBytes);
        var details = JsonElement.Parse(json).GetProperty("payload").GetProperty("custom_details");
        details.EnumerateObject().Select(member => member.Name).Should().Equal("omitted");
        details.Text("omitted").Should().Contain("512000");
    }

    [Theory]
    [InlineData(Severity.Info, "info")]
    [InlineData(Severity.Warning, "warning")]
    [InlineData(Severity.Error, "error")]
    [InlineData(Severity.Critical, "critical")]
    public void Each_severity_is_pagerdutys_word(Severity severity, string word) =>
        PagerDutyEvents.For(Given.Announcement(incident: Given.Incident with { Severity = severity }), "k").Single().Payload!.Severity.Should().Be(word);

    [Fact]
    public void A_slack_message_says_what_a_person_woken_at_night_needs()
    {
        var incident = Given.Incident with
        {
            Status = IncidentStatus.Acknowledged,
            AcknowledgedAt = Given.Noon.AddMinutes(3),
            AcknowledgedBy = "ada",
            StuckSteps = [StepKind.WriteUp],
            Findings = Given.Findings(
                [Given.Evidence("Error ratio", "12 % of requests", "https://prometheus.example/graph?g0.expr=a&g0.tab=0")],
                new MissingEvidence("loki", "no answer within 5 s")),
        };

        var blocks = SlackMessage.Whole(Given.Announcement(AnnouncementKind.Acknowledged, incident), "C1").Blocks!;

        blocks[0].Text!.Text.Should().Be("INC-000042 Checkout answers slowly");
        blocks[1].Fields!.Select(field => field.Text).Should().Equal(
            "*Status*\nAcknowledged",
            "*Severity*\nCritical",
            "*Started*\n2026-03-04 11:58:00 UTC",
            "*Alerts*\n3 firing, 1 resolved",
            "*Services*\ncheckout, payments",
            "*Acknowledged*\n2026-03-04 12:03:00 UTC by ada");
        blocks.Skip(2).Select(block => block.Text!.Text).Should().Equal(
            "Acknowledged: Checkout answers slowly",
            "*Needs a person:* the agent gave up on writing the postmortem.",
            "*Evidence*\n• *Error ratio*: 12 % of requests <https://prometheus.example/graph?g0.expr=a&amp;g0.tab=0|open>",
            "Evidence is missing from loki: no answer within 5 s",
            "<https://runbooks.example/checkout?a=1&amp;b=2|Runbook>   <https://agent.example/incidents/INC-000042|INC-000042>");
    }

    [Fact]
    public void The_first_suggestion_is_shown_as_one()
    {
        var findings = Given.Findings([]) with
        {
            Actions =
            [
                new() { Id = "a", Title = "Roll <checkout> back", Risk = Risk.Low, Duration = TimeSpan.FromMinutes(10) },
                new() { Id = "runbook", Title = "Follow the runbook" },
            ],
        };
        var announcement = Given.Announcement(incident: Given.Incident with { Findings = findings });

        SlackMessage.Whole(announcement, "C1").Blocks!.Select(block => block.Text?.Text).Should().Contain(
            "*Consider:* Roll &lt;checkout&gt; back (low risk, about 10 min). 1 other suggestion with the incident. The agent does none of it.");
        PagerDutyEvents.For(announcement, "k").Single().Payload!.CustomDetails!.Suggestions.Should().Equal(
            "Roll <checkout> back (low risk, about 10 min)", "Follow the runbook", RemediationAction.Notice);
    }

    [Fact]
    public void A_slack_message_says_the_root_cause_the_changes_and_the_impact()
    {
        var message = SlackMessage.Whole(Given.Announcement(incident: Analysed), "C1");

        message.Blocks!.Select(block => block.Text?.Text).Should().Contain(
            """
            *Root cause*
            payments-db (database), LIKELY; explains 72 % of the added latency
            payments-db explains 72 % of the added latency, but nothing that does not depend on the measurements agrees.
            • changed: a deployment of orders 4 min before the onset (v2.3)
            • an unknown number of requests of checkout failed and 3 400 were slow beyond what is usual, in 6 min
            • 12 min of added waiting in all
            • the error budget burnt 14.4 times as fast as its objective allows
            • perhaps orders (dependency), explains 20 % of the added latency
            """);
    }

    [Fact]
    public void A_pagerduty_event_says_the_root_cause_the_changes_and_the_impact()
    {
        var details = PagerDutyEvents.For(Given.Announcement(incident: Analysed), "k").Single().Payload!.CustomDetails!;

        details.RootCause.Should().StartWith("payments-db (database), LIKELY; explains 72 % of the added latency");
        details.Causes.Should().HaveCount(2).And.Contain(cause => cause.StartsWith("orders (dependency), explains 20 %", StringComparison.Ordinal));
        details.ChangedBefore.Should().Equal("a deployment of orders 4 min before the onset (v2.3)");
        details.Impact.Should().HaveCount(3);
    }

    [Fact]
    public void A_webhook_event_carries_the_root_cause_in_numbers()
    {
        var json = JsonSerializer.SerializeToElement(WebhookEvent.From(Given.Announcement(incident: Analysed)), WebhookJson.Default.WebhookEvent);

        var cause = json.GetProperty("data").GetProperty("root_cause");
        cause.Text("certainty").Should().Be("likely");
        cause.GetProperty("causes")[0].GetProperty("share_of_excess").GetDouble().Should().Be(0.72);
        cause.GetProperty("causes")[0].Text("category").Should().Be("database");
        cause.GetProperty("changed_before")[0].Text("service").Should().Be("orders");
        cause.GetProperty("impact").GetProperty("duration_seconds").GetDouble().Should().Be(360);
        cause.GetProperty("impact").TryGetProperty("failed_requests", out _).Should().BeFalse("it could not be measured");
    }

    [Fact]
    public void A_webhook_event_suggests_what_a_person_may_do()
    {
        var action = new RemediationAction { Id = "rollback", Title = "Roll back orders", Causes = ["deployment of orders"], Risk = Risk.Low };
        var incident = Given.Incident with { Findings = Given.Findings([]) with { Actions = [action] } };

        var json = JsonSerializer.SerializeToElement(WebhookEvent.From(Given.Announcement(incident: incident)), WebhookJson.Default.WebhookEvent);

        var suggested = json.GetProperty("data").GetProperty("suggested_actions").EnumerateArray().Single();
        suggested.GetRawText().Should().Be("""{"id":"rollback","title":"Roll back orders","causes":["deployment of orders"],"risk":"low"}""");
    }

    [Fact]
    public void Evidence_beyond_the_room_there_is_is_counted()
    {
        var evidence = Enumerable.Range(1, 100).Select(number => Given.Evidence($"Series {number}", new string('x', 90))).ToList();

        var blocks = SlackMessage.Whole(Given.Announcement(incident: Given.Incident with { Findings = Given.Findings(evidence) }), "C1").Blocks!;

        blocks.Should().Contain(block => block.Text != null && block.Text.Text.EndsWith("… and 81 more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("https://example.test/a|b>c", "https://example.test/a%7Cb%3Ec")]
    public void Only_a_web_address_becomes_a_link(string url, string? shown = null)
    {
        var blocks = SlackMessage.Whole(Given.Announcement(incident: Given.Incident with { RunbookUrl = url }) with { IncidentUrl = null }, "C1").Blocks!;

        blocks.Select(block => block.Text?.Text).Where(text => text?.Contains("Runbook") == true).Should().Equal(shown is null ? [] : [$"<{shown}|Runbook>"]);
    }

    private static Incident Analysed => Given.Incident with { Findings = Given.Findings([]) with { Analysis = Given.Analysis } };

    private static Announcement Nasty(NastyText[] texts, AnnouncementKind kind)
    {
        string Text(int number) => texts.Length == 0 ? "" : texts[number % texts.Length].Value;

        var evidence = Enumerable.Range(0, texts.Length * 3)
            .Select(number => Given.Evidence(Text(number), Text(number + 1), $"https://example.test/?q={Text(number + 2)}"));
        return Given.Announcement(kind, Given.Incident with
        {
            Title = Text(0),
            Services = [.. texts.Select(text => text.Value).Take(Incident.MostServices)],
            CommonLabels = texts.Select(text => text.Value).Distinct().ToImmutableSortedDictionary(text => text, text => text, StringComparer.Ordinal),
            RunbookUrl = Text(1),
            AcknowledgedAt = Given.Noon,
            AcknowledgedBy = Text(2),
            ResolvedAt = Given.Noon,
            ResolvedBy = Text(3),
            EscalatedAt = Given.Noon,
            StuckSteps = [.. Enum.GetValues<StepKind>()],
            Findings = Given.Findings([.. evidence], [.. texts.Select(text => new MissingEvidence(text.Value, text.Value))]) with
            {
                Analysis = Analysis(Text),
                Actions = [.. Enumerable.Range(0, 5).Select(number => new RemediationAction { Id = "a", Title = Text(number), Causes = [Text(number)], Risk = Risk.High })],
            },
        }) with
        { Text = Text(4) };
    }

    private static Analysis Analysis(Func<int, string> text) => new()
    {
        Certainty = Certainty.Confirmed,
        Because = text(0),
        WouldChange = [text(1)],
        Symptom = Signal.Availability,
        Onset = Given.Noon,
        Causes = [.. Enumerable.Range(0, 5).Select(number => new Cause(text(number), CauseCategory.Database, 0.2, text(number + 1), [text(number + 2)]))],
        Changes = [.. Enumerable.Range(0, 5).Select(number =>
            new NearbyChange(new ChangeEvent(Given.Noon, text(number), text(number + 1), text(number + 2), text(number + 3)), text(0)))],
        Impact = new Impact { Services = [text(0), text(1)], CountedAt = text(2), FailedRequests = 1e15, SlowRequests = 1e15, Duration = TimeSpan.FromDays(9) },
    };

    private static int Length(SlackBlock block) => (block.Text?.Text.Length ?? 0) + (block.Fields?.Sum(field => field.Text.Length) ?? 0);

    private static Exchange Received(byte[] body) => new()
    {
        At = Given.Noon,
        Method = "POST",
        Path = "/v2/enqueue",
        Query = new Dictionary<string, string>(),
        Headers = new Dictionary<string, string>(),
        RawBody = body,
        Body = JsonElement.Parse(body),
    };
}
