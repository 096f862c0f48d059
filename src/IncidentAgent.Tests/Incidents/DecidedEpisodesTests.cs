using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Tests.Incidents;

public sealed class DecidedEpisodesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(300)]
    public void Of_each_alert_the_last_one_counts_however_many_there_are(int decisions)
    {
        var expected = new Dictionary<AlertKey, Episode>();
        DecidedEpisodes? decided = null;
        foreach (var (key, episode) in Decisions(decisions))
        {
            decided = DecidedEpisodes.With(decided, key, episode);
            expected[key] = episode;
        }

        decided!.All().Should().BeEquivalentTo(expected);
        expected.Keys.Should().OnlyContain(key => DecidedEpisodes.Find(decided, key) == expected[key]);
        DecidedEpisodes.Find(decided, new AlertKey(4711)).Should().BeNull();
    }

    [Fact]
    public void What_was_decided_before_stays_as_it_was()
    {
        var values = new List<(DecidedEpisodes? Decided, Dictionary<AlertKey, Episode> Expected)> { (null, []) };
        foreach (var (key, episode) in Decisions(100))
        {
            values.Add((DecidedEpisodes.With(values[^1].Decided, key, episode), new(values[^1].Expected) { [key] = episode }));
        }

        values.Skip(1).Should().OnlyContain(value => value.Expected.All(pair => DecidedEpisodes.Find(value.Decided, pair.Key) == pair.Value));
    }

    [Fact]
    public void Forgetting_concerns_what_is_committed_and_what_is_not()
    {
        var episodes = new Episodes(new() { [new AlertKey(1)] = Numbered(1), [new AlertKey(2)] = Numbered(2) })
            .With(DecidedEpisodes.With(DecidedEpisodes.With(null, new AlertKey(3), Numbered(3)), new AlertKey(4), Numbered(4)));

        episodes.Without(episode => episode.Row % 2 == 1).Select(pair => pair.Value.Row).Should().BeEquivalentTo([2L, 4L]);
    }

    /// <summary>Of 60 alerts, in an order that comes back to each of them.</summary>
    private static IEnumerable<(AlertKey, Episode)> Decisions(int count) =>
        Enumerable.Range(0, count).Select(number => (new AlertKey((UInt128)(number * 7 % 60)), Numbered(number)));

    private static Episode Numbered(long row) => new()
    {
        Row = row,
        Incident = new IncidentId(1),
        StartsAt = Lives.Noon,
        Status = AlertStatus.Firing,
        Content = 0,
        LastSeen = Lives.Noon,
    };
}
