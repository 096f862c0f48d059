using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using IncidentAgent.Alerts;

namespace IncidentAgent.Tests.Alerts;

/// <summary>The agent's reader goes over the bytes by itself; whatever they are, it has to come to what System.Text.Json's decoding comes to.</summary>
public sealed class AlertReaderProperties
{
    private static readonly IntakeOptions Limits = new() { MaxLabels = 50, MaxLabelLength = 200 };

    [Property(MaxTest = 3000, Arbitrary = [typeof(PayloadText)])]
    public void It_reads_the_same_alerts_and_refuses_the_same_ones_for_the_same_reasons(PayloadText payload)
    {
        var decoded = DecodedAlerts.Read(payload.Json, "am", Limits);

        var read = Read(payload.Json);

        read.Error.Should().BeNull();
        Text(read.Alerts).Should().Be(Text(decoded.Alerts));
        read.Refused.Select(refused => Encoding.UTF8.GetString(refused.Json.Span)).Should().Equal(decoded.Refused.Select(refused => refused.Json));
        read.Refused.Select(Reason).Should().Equal(decoded.Refused.Select(refused => Reason(refused.Reason, refused.Json)));
    }

    [Property(MaxTest = 3000, Arbitrary = [typeof(PayloadText)])]
    public void What_is_damaged_anywhere_is_refused_whole_or_read_the_same(PayloadText payload, int where, bool cut)
    {
        var at = (int)((uint)where % payload.Json.Length);
        var damaged = cut ? payload.Json.Remove(at, 1) : payload.Json.Insert(at, "}");
        if (char.IsSurrogate(payload.Json[at]) || !IsPayload(damaged))
        {
            return;
        }

        if (IsJson(damaged))
        {
            Text(Read(damaged).Alerts).Should().Be(Text(DecodedAlerts.Read(damaged, "am", Limits).Alerts));
        }
        else
        {
            FluentActions.Invoking(() => Read(damaged)).Should().Throw<JsonException>();
        }
    }

    /// <summary>Everything an alert says, as text: comparing thousands of them member by member takes most of a minute.</summary>
    private static string Text(IEnumerable<Alert> alerts) => JsonSerializer.Serialize(
        alerts.Select(alert => alert with { Labels = Sorted(alert.Labels), Annotations = Sorted(alert.Annotations) }));

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> map) => new(map.ToDictionary(), StringComparer.Ordinal);

    private static ParsedPayload Read(string payload) =>
        AlertReader.Read(Encoding.UTF8.GetBytes(payload), "am", AlertmanagerFormat.Instance, Limits);

    private static string Reason(RefusedAlert refused) => Reason(refused.Reason, Encoding.UTF8.GetString(refused.Json.Span));

    private static string Reason(string reason, string json) => json.Contains(PayloadText.BrokenName, StringComparison.Ordinal) ? "" : reason;

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Limits.MaxNesting });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Not one whose array has become something else: what is said of that, examples show.</summary>
    private static bool IsPayload(string text)
    {
        if (!IsJson(text))
        {
            return true;
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("alerts", out var alerts) && alerts.ValueKind is JsonValueKind.Array;
    }
}
