using System.Reflection;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using IncidentAgent.Alerts;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Alerts;

namespace IncidentAgent.Tests.Storage;

public sealed class AlertJsonTests
{
    private static readonly Alert Whole = new()
    {
        Source = "am \"1\"",
        Fingerprint = "a+b",
        Status = AlertStatus.Resolved,
        StartsAt = new(2026, 11, 23, 12, 17, 5, TimeSpan.Zero),
        EndsAt = new(2026, 11, 23, 12, 18, 5, TimeSpan.Zero),
        Labels = new Dictionary<string, string> { ["alertname"] = "Größe > 90 %", ["line"] = "a\nb" },
        Annotations = new Dictionary<string, string> { ["summary"] = "\u0001<b>" },
        GeneratorUrl = "http://prometheus/graph?g0.expr=a%3E1&g0.tab=1",
        GroupKey = "{}:{service=\"pay\"}",
        Links = ["https://runbooks.example.com/a"],
    };

    [Fact]
    public void Everything_an_alert_says_is_read_as_it_was()
    {
        typeof(Alert).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .Should().OnlyContain(property => IsSet(property.GetValue(Whole)), "what is not set here is not tried");

        Back(Whole).Should().BeEquivalentTo(Whole);
    }

    [Fact]
    public void An_alert_that_says_only_what_it_must_is_read_as_it_was()
    {
        var least = new Alert { Source = "am", Fingerprint = "a", Status = AlertStatus.Firing, StartsAt = Whole.StartsAt };

        Back(least).Should().BeEquivalentTo(least);
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(PayloadText)])]
    public void What_a_sender_writes_in_any_way_is_read_as_it_was_understood(PayloadText payload)
    {
        var alerts = Read(payload.Json);

        alerts.Select(alert => Text(Back(alert))).Should().Equal(alerts.Select(Text));
    }

    [Theory]
    [InlineData("""{"alertname":"A","summary":"\u003e 90 \n%"}""", true)]
    [InlineData("""{"alertname": "A"}""", false)]
    [InlineData("""{"alertname":"A","alertname":"B"}""", false)]
    [InlineData("{}", false)]
    public void Labels_are_stored_as_they_came_unless_they_are_longer_than_they_need_be(string labels, bool asTheyCame)
    {
        var alert = Read($$"""{"alerts":[{"status":"firing","startsAt":"2026-11-23T12:00:00Z","fingerprint":"a","labels":{{labels}}}]}""").Single();

        Written(alert).Contains($"\"labels\":{labels},", StringComparison.Ordinal).Should().Be(asTheyCame || labels == "{}");
        ((LabelMap)alert.Labels).Json.IsEmpty.Should().Be(!asTheyCame);
    }

    private static IReadOnlyList<Alert> Read(string payload) =>
        AlertReader.Read(Encoding.UTF8.GetBytes(payload), "am", AlertmanagerFormat.Instance, new IntakeOptions()).Alerts;

    private static Alert Back(Alert alert) => AlertJson.Read(Encoding.UTF8.GetBytes(Written(alert)));

    private static string Written(Alert alert)
    {
        var reader = new RowReader(new RowBuffer().Json(alert).Written);
        return reader.String();
    }

    private static bool IsSet(object? value) => value switch
    {
        null or "" => false,
        AlertStatus status => status != default,
        IReadOnlyCollection<object> list => list.Count > 0,
        System.Collections.ICollection collection => collection.Count > 0,
        _ => true,
    };

    private static string Text(Alert alert) => JsonSerializer.Serialize(alert with { Labels = Sorted(alert.Labels), Annotations = Sorted(alert.Annotations) });

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> map) => new(map.ToDictionary(), StringComparer.Ordinal);
}
