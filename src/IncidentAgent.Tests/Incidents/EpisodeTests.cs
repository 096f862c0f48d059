using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Tests.Incidents;

public sealed class EpisodeTests
{
    public static TheoryData<DateTimeOffset?> Ends => [null, DateTimeOffset.MinValue, Lives.Noon, DateTimeOffset.MaxValue.AddTicks(-1)];

    [Theory]
    [MemberData(nameof(Ends))]
    public void It_knows_its_end_however_odd_that_is(DateTimeOffset? end)
    {
        var episode = new Episode
        {
            Row = 1,
            Incident = new IncidentId(1),
            StartsAt = Lives.Noon,
            Status = AlertStatus.Firing,
            Content = 1,
            LastSeen = Lives.Noon,
            EndedAt = end,
        };

        episode.EndedAt.Should().Be(end);
        episode.StartsAt.Should().Be(Lives.Noon);
    }
}
