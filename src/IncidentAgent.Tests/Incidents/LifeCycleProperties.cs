using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using static IncidentAgent.Tests.Incidents.Lives;

namespace IncidentAgent.Tests.Incidents;

/// <summary>Whatever senders deliver, in whatever order and how often.</summary>
public sealed class LifeCycleProperties
{
    private static readonly Gen<Alert> AnyAlert =
        from name in Gen.Elements("A", "B", "C", "D")
        from status in Gen.Elements(AlertStatus.Firing, AlertStatus.Resolved)
        from episode in Gen.Choose(0, 5)
        select Alert(name, status, Noon.AddMinutes(episode * 10));

    internal static readonly Arbitrary<Alert[][]> Deliveries = AnyAlert.ArrayOf().ArrayOf().ToArbitrary();

    [Property(MaxTest = 500)]
    public Property An_incident_fires_exactly_as_long_as_one_of_its_alerts_does() => Prop.ForAll(Deliveries, deliveries =>
    {
        var lives = new Lives();
        foreach (var (index, delivery) in deliveries.Index())
        {
            lives.Deliver(Noon.AddMinutes(index * 7), delivery);
            foreach (var incident in lives.Track.Cases.Select(one => one.Incident))
            {
                var firing = lives.Track.Episodes.Count(pair => pair.Value.Incident == incident.Id && pair.Value.Status is AlertStatus.Firing);
                incident.FiringAlerts.Should().Be(firing);
                incident.IsOver.Should().Be(firing == 0);
            }
        }
    });

    [Property(MaxTest = 500)]
    public Property At_most_one_incident_of_a_key_is_not_over() => Prop.ForAll(Deliveries, deliveries =>
    {
        var lives = new Lives();
        foreach (var (index, delivery) in deliveries.Index())
        {
            lives.Deliver(Noon.AddMinutes(index * 31), delivery);
            lives.Track.Cases.Count(one => !one.Incident.IsOver).Should().BeLessThanOrEqualTo(1);
        }
    });

    [Property(MaxTest = 500)]
    public Property A_delivery_that_comes_twice_counts_once() => Prop.ForAll(Deliveries, deliveries =>
    {
        var lives = new Lives();
        foreach (var delivery in deliveries.Select(alerts => alerts.DistinctBy(alert => alert.Fingerprint).ToArray()))
        {
            lives.Deliver(Noon, delivery);
            var before = lives.Track.Cases;

            lives.Deliver(Noon.AddMinutes(1), delivery);

            (lives.Track.Cases == before).Should().BeTrue();
            lives.Changes.IsEmpty.Should().BeTrue();
        }
    });

    [Property(MaxTest = 200)]
    public Property Many_deliveries_come_to_the_same_as_one_that_holds_them_all() => Prop.ForAll(Deliveries, deliveries =>
    {
        var (apart, together) = (new Lives(), new Lives());
        foreach (var delivery in deliveries)
        {
            apart.Deliver(Noon, delivery);
        }

        together.Deliver(Noon, [.. deliveries.SelectMany(delivery => delivery)]);

        Episodes(apart).Should().BeEquivalentTo(Episodes(together));
    });

    [Property(MaxTest = 200)]
    public Property Deliveries_of_one_commit_come_to_the_same_as_each_with_a_commit_of_its_own() => Prop.ForAll(Deliveries, deliveries =>
    {
        var (apart, together) = (new Lives(), new Lives());
        foreach (var delivery in deliveries)
        {
            apart.Deliver(Noon, delivery);
            together.Decide(Noon, delivery);
        }

        together.Track.Episodes.TakeIn();

        Episodes(apart).Should().BeEquivalentTo(Episodes(together));
        apart.Track.Cases.Select(one => one.Incident).Should().BeEquivalentTo(together.Track.Cases.Select(one => one.Incident));
    });

    [Property(MaxTest = 200)]
    public Property A_delivery_whose_commit_failed_leaves_no_trace() => Prop.ForAll(Deliveries, deliveries =>
    {
        var (lives, undisturbed) = (new Lives(), new Lives());
        foreach (var delivery in deliveries)
        {
            var before = lives.Track;
            lives.Decide(Noon, [.. delivery, Alert("E")]);
            lives.Track = before;

            lives.Deliver(Noon, delivery);
            undisturbed.Deliver(Noon, delivery);
        }

        Episodes(lives).Should().BeEquivalentTo(Episodes(undisturbed));
    });

    [Property(MaxTest = 500)]
    public Property What_is_recognised_without_the_writer_is_what_the_writer_would_answer_and_nothing_it_would_write() => Prop.ForAll(Deliveries, deliveries =>
    {
        var lives = new Lives();
        foreach (var (index, delivery) in deliveries.Concat(deliveries.Reverse()).Index())
        {
            var now = Noon.AddMinutes(index * 7);
            var track = lives.Track;
            var known = delivery.Select(alert => track.IncidentOfKnown(Report.Of(alert), now, lives.Policy)).ToList();

            var observed = lives.Deliver(now, delivery);

            if (known.All(incident => incident is not null))
            {
                lives.Track.Should().BeSameAs(track);
                lives.Changes.IsEmpty.Should().BeTrue();
                observed.Sum(one => one.Duplicates).Should().Be(delivery.Length);
                observed.SelectMany(one => Enumerable.Repeat(one.Incident, one.Alerts)).Should().BeEquivalentTo(known);
            }
        }
    });

    private static IEnumerable<(AlertKey, DateTimeOffset, AlertStatus)> Episodes(Lives lives) =>
        lives.Track.Episodes.Select(pair => (pair.Key, pair.Value.StartsAt, pair.Value.Status));
}
