using System.Text;
using System.Text.Json;
using Benchmarks.Load;
using IncidentAgent.Alerts;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class BodyTemplateTests
{
    private static readonly DateTimeOffset StartsAt = new(2026, 1, 5, 2, 10, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 900, 1100)]
    [InlineData(20, 12_000, 15_000)]
    public void A_notification_is_what_the_agent_takes_and_as_long_as_a_real_one(int alerts, int least, int most)
    {
        var body = BodyTemplate.Of(BodyFormat.Notification, alerts, StartsAt).Fill(part: 3, number: 130, incidents: 64);

        var read = AlertReader.Read(body, "alertmanager", AlertmanagerFormat.Instance, new IntakeOptions());
        read.Refused.Should().BeEmpty();
        read.Alerts.Should().HaveCount(alerts).And.OnlyContain(alert =>
            alert.Label("service") == "service-000002" && alert.StartsAt == StartsAt && alert.Label("instance") == $"node-{alert.Fingerprint}");
        read.Alerts.Select(alert => alert.Fingerprint).Should().OnlyHaveUniqueItems();
        body.Length.Should().BeInRange(least, most);
    }

    [Fact]
    public void No_two_requests_share_an_alert()
    {
        var template = BodyTemplate.Of(BodyFormat.Notification, alerts: 20, StartsAt);

        var fingerprints =
            from part in Enumerable.Range(0, 3)
            from number in Enumerable.Range(0, 50)
            from alert in JsonDocument.Parse(template.Fill(part, number, incidents: 7)).RootElement.GetProperty("alerts").EnumerateArray()
            select alert.GetProperty("fingerprint").GetString();

        fingerprints.Should().HaveCount(3 * 50 * 20).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_body_of_a_template_is_as_long()
    {
        var template = BodyTemplate.Of(BodyFormat.Notification, alerts: 2, StartsAt);

        template.Fill(0, 0, 1).Should().HaveSameCount(template.Fill(int.MaxValue, int.MaxValue, 999_999));
    }

    [Fact]
    public void Alertmanager_is_told_the_same_labels_and_annotations()
    {
        var told = Read(BodyFormat.PostableAlerts);

        told.ValueKind.Should().Be(JsonValueKind.Array);
        var notified = Read(BodyFormat.Notification).GetProperty("alerts");
        foreach (var name in (string[])["labels", "annotations", "startsAt"])
        {
            told.EnumerateArray().Select(alert => alert.GetProperty(name).GetRawText())
                .Should().Equal(notified.EnumerateArray().Select(alert => alert.GetProperty(name).GetRawText()));
        }
    }

    [Fact]
    public void A_template_has_two_names_for_each_alert() =>
        BodyTemplate.Of(BodyFormat.PostableAlerts, alerts: 3, StartsAt).Text.Split(BodyTemplate.IdGap).Should().HaveCount(1 + (2 * 3));

    private static JsonElement Read(BodyFormat format) =>
        JsonDocument.Parse(Encoding.ASCII.GetString(BodyTemplate.Of(format, alerts: 3, StartsAt).Fill(1, 2, 64))).RootElement;
}
