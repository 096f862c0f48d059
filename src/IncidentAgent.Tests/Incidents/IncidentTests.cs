using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using IncidentAgent.Incidents;
using IncidentAgent.Tests.Investigation;
using IncidentAgent.Tests.Notifications;

namespace IncidentAgent.Tests.Incidents;

public sealed class IncidentTests
{
    private static readonly string[] Counts = [nameof(Incident.FiringAlerts), nameof(Incident.ResolvedAlerts), nameof(Incident.Revision)];

    public static TheoryData<string> Properties => [.. typeof(Incident).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

    /// <summary>A property that is forgotten there would be lost with the next change of a count, and be back after a restart as it was before.</summary>
    [Theory]
    [MemberData(nameof(Properties))]
    public void Whatever_else_than_a_count_is_different_is_noticed(string name)
    {
        var incident = Samples.Incident("payments");
        var changed = incident with { };
        var property = typeof(Incident).GetProperty(name)!;
        property.SetValue(changed, Other(property));

        changed.DiffersOnlyInCounts(incident).Should().Be(Counts.Contains(name));
        incident.DiffersOnlyInCounts(incident with { }).Should().BeTrue();
    }

    private static object Other(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(string) => "other",
        var type when type == typeof(int) => 4711,
        var type when type == typeof(bool) => true,
        var type when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        var type when type == typeof(IncidentId) => new IncidentId(4711),
        var type when type == typeof(IncidentStatus) => IncidentStatus.Closed,
        var type when type == typeof(IncidentAgent.Alerts.Severity) => IncidentAgent.Alerts.Severity.Info,
        var type when type == typeof(ImmutableArray<string>) => ImmutableArray.Create("other"),
        var type when type == typeof(ImmutableArray<StepKind>) => ImmutableArray.Create(StepKind.Close),
        var type when typeof(IDictionary).IsAssignableFrom(type) => ImmutableSortedDictionary<string, string>.Empty.Add("other", "1"),
        var type when type == typeof(IncidentAgent.Investigation.Findings) => Given.Findings([]),
        var type => throw new InvalidOperationException($"No other value for {property.Name}, a {type}: name one here."),
    };
}
