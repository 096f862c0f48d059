using FsCheck.Xunit;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;

namespace IncidentAgent.Tests.Incidents;

public sealed class CorrelationTests
{
    private static readonly Alert Payments = Lives.Alert("HighCPU") with { GroupKey = "{}:{alertname=\"HighCPU\"}" };

    [Fact]
    public void Alerts_of_one_service_belong_together_whoever_sends_them()
    {
        var other = Payments with { Source = "grafana", Fingerprint = "x", GroupKey = "another" };

        Correlation.KeyOf(other, ["service"]).Should().Be(Correlation.KeyOf(Payments, ["service"])).And.Be("labels:service=payments");
    }

    [Fact]
    public void Without_the_label_the_sources_own_group_decides()
    {
        var bare = Payments with { Labels = Alert.NoLabels };

        Correlation.KeyOf(bare, ["service"]).Should().Be(Correlation.KeyOf(bare with { Fingerprint = "x" }, ["service"]));
        Correlation.KeyOf(bare, ["service"]).Should().NotBe(Correlation.KeyOf(bare with { GroupKey = "another" }, ["service"]));
        Correlation.KeyOf(bare, ["service"]).Should().NotBe(Correlation.KeyOf(bare with { Source = "another" }, ["service"]));
    }

    [Fact]
    public void Without_label_and_group_an_alert_stands_for_itself()
    {
        var alone = Payments with { Labels = Alert.NoLabels, GroupKey = null };

        Correlation.KeyOf(alone, ["service"]).Should().Be(Correlation.KeyOf(alone with { StartsAt = alone.StartsAt.AddHours(1) }, ["service"]));
        Correlation.KeyOf(alone, ["service"]).Should().NotBe(Correlation.KeyOf(alone with { Fingerprint = "x" }, ["service"]));
    }

    [Fact]
    public void Several_labels_must_all_be_there_and_all_agree()
    {
        var eu = Payments with { Labels = new Dictionary<string, string> { ["service"] = "payments", ["cluster"] = "eu" } };
        var us = Payments with { Labels = new Dictionary<string, string> { ["service"] = "payments", ["cluster"] = "us" } };

        Correlation.KeyOf(eu, ["service", "cluster"]).Should().NotBe(Correlation.KeyOf(us, ["service", "cluster"]));
        Correlation.KeyOf(Payments, ["service", "cluster"]).Should().StartWith("group:");
    }

    [Fact]
    public void Values_that_hold_the_separator_do_not_run_into_each_other()
    {
        var one = Payments with { Labels = new Dictionary<string, string> { ["service"] = "a,cluster=b", ["cluster"] = "c" } };
        var two = Payments with { Labels = new Dictionary<string, string> { ["service"] = "a", ["cluster"] = "b,cluster=c" } };

        Correlation.KeyOf(one, ["service", "cluster"]).Should().NotBe(Correlation.KeyOf(two, ["service", "cluster"]));
    }

    [Property]
    public void A_key_is_short_and_depends_on_nothing_that_changes_between_reports(string? service, string? group, bool firing, int minute)
    {
        var alert = Payments with
        {
            Labels = service is null ? Alert.NoLabels : new Dictionary<string, string> { ["service"] = service },
            GroupKey = group,
        };
        var later = alert with
        {
            Status = firing ? AlertStatus.Firing : AlertStatus.Resolved,
            StartsAt = alert.StartsAt.AddMinutes(minute % 10_000),
            Annotations = new Dictionary<string, string> { ["summary"] = "other" },
        };

        Correlation.KeyOf(later, ["service"]).Should().Be(Correlation.KeyOf(alert, ["service"]));
        Correlation.KeyOf(alert, ["service"]).Length.Should().BeLessThan(140);
    }
}
