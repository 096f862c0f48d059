using FsCheck;
using FsCheck.Xunit;
using IncidentAgent.Alerts;
using IncidentAgent.Notifications;

namespace IncidentAgent.Tests.Notifications;

public sealed class RoutingRulesTests
{
    private static readonly string[] Everyone = ["slack:ops", "pagerduty:primary"];

    [Fact]
    public void Without_rules_everyone_is_told_and_nothing_escalates() =>
        Told([]).Should().BeEquivalentTo(new Route([.. Everyone], null, []));

    [Fact]
    public void Rules_of_which_none_matches_tell_nobody() =>
        Told([new RoutingRule { Severities = [Severity.Info], Destinations = ["slack:ops"] }]).Should().BeEquivalentTo(Route.Nobody);

    [Fact]
    public void The_first_rule_that_matches_decides() => Told(
        [
            new RoutingRule { Severities = [Severity.Info], Destinations = ["slack:quiet"] },
            new RoutingRule { Severities = [Severity.Error, Severity.Critical], Destinations = ["slack:ops"] },
            new RoutingRule { Destinations = ["slack:rest"] },
        ]).Destinations.Should().Equal("slack:ops");

    [Fact]
    public void A_rule_that_continues_adds_to_the_next_and_nobody_is_named_twice() => Told(
        [
            new RoutingRule { Destinations = ["slack:ops", "webhook:audit"], Continue = true },
            new RoutingRule { Destinations = ["webhook:audit", "pagerduty:primary"], EscalateAfter = TimeSpan.FromMinutes(10), EscalateTo = ["pagerduty:lead"] },
            new RoutingRule { Destinations = ["slack:rest"] },
        ]).Should().BeEquivalentTo(new Route(["slack:ops", "webhook:audit", "pagerduty:primary"], TimeSpan.FromMinutes(10), ["pagerduty:lead"]));

    [Theory]
    [InlineData("shop", true)]
    [InlineData("Shop", false)]
    public void Every_label_must_be_common_to_the_alerts(string team, bool matches) => Told(
        [new RoutingRule { Labels = new Dictionary<string, string> { ["cluster"] = "eu-1", ["team"] = team }, Destinations = ["slack:shop"] }])
        .Destinations.Should().HaveCount(matches ? 1 : 0);

    // 2 March 2026 is a Monday.
    [Theory]
    [InlineData("2026-03-02T21:59:59Z", false)]
    [InlineData("2026-03-02T22:00:00Z", true)]
    [InlineData("2026-03-03T05:59:59Z", true)]
    [InlineData("2026-03-03T06:00:00Z", false)]
    [InlineData("2026-03-03T22:00:00Z", false)]
    [InlineData("2026-03-02T03:00:00Z", false)]
    public void A_night_belongs_to_the_day_it_began_on(string now, bool matches) =>
        Told([Night(DayOfWeek.Monday)], now).Destinations.Should().HaveCount(matches ? 1 : 0);

    // Berlin skips 02:00-03:00 on 29 March 2026 and has it twice on 25 October; both are Sundays.
    [Theory]
    [InlineData("2026-03-29T00:30:00Z", true)]
    [InlineData("2026-03-29T01:30:00Z", false)]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:30:00Z", true)]
    [InlineData("2026-10-25T02:00:00Z", false)]
    public void A_window_is_local_time_also_on_the_days_the_clocks_change(string now, bool matches)
    {
        var rule = new RoutingRule { Days = [DayOfWeek.Sunday], From = new TimeOnly(1, 0), To = new TimeOnly(3, 0), TimeZone = "Europe/Berlin", Destinations = ["slack:ops"] };

        Told([rule], now).Destinations.Should().HaveCount(matches ? 1 : 0);
    }

    [Theory]
    [InlineData("2026-03-02T00:00:00Z", true)]
    [InlineData("2026-03-02T23:59:59.9999999Z", true)]
    [InlineData("2026-03-03T00:00:00Z", false)]
    public void A_rule_without_times_holds_the_whole_day(string now, bool matches) =>
        Told([new RoutingRule { Days = [DayOfWeek.Monday], Destinations = ["slack:ops"] }], now).Destinations.Should().HaveCount(matches ? 1 : 0);

    [Property]
    public void Day_and_night_rules_share_out_every_instant_between_them(int seconds, TimeOnly from, TimeOnly to)
    {
        var now = Given.Noon.AddSeconds(seconds).ToString("O");
        RoutingRule day = new() { From = from, To = to, TimeZone = "Europe/Berlin", Destinations = ["slack:day"] };
        RoutingRule night = new() { From = to, To = from, TimeZone = "Europe/Berlin", Destinations = ["slack:night"] };

        var told = new[] { Told([day], now), Told([night], now) }.SelectMany(route => route.Destinations);

        told.Should().HaveCount(from == to ? 0 : 1);
    }

    private static RoutingRule Night(DayOfWeek day) => new() { Days = [day], From = new TimeOnly(22, 0), To = new TimeOnly(6, 0), Destinations = ["slack:night"] };

    private static Route Told(IReadOnlyList<RoutingRule> rules, string now = "2026-03-04T12:00:00Z") =>
        RoutingRules.Decide(rules, Everyone, Given.Incident, DateTimeOffset.Parse(now, null));
}
