using System.Globalization;
using System.Text.Json;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Tests.Investigation.RootCause;

public sealed class RootCauseAnalysisTests
{
    private static readonly World Shop = Worlds.Of("chain", "web>orders orders>payments-db") with { Broken = ["payments-db"] };

    [Fact]
    public void A_slow_database_is_found_with_what_it_stands_on()
    {
        var analysis = RootCauseAnalysis.Of(Shop.File());

        (analysis.Certainty, analysis.Symptom, analysis.Onset).Should().Be((Certainty.Likely, Signal.Latency, World.At(World.Onset)));
        var cause = analysis.Causes[0];
        (cause.Service, cause.Category).Should().Be(("payments-db", CauseCategory.Database));
        cause.ShareOfExcess.Should().BeGreaterThan(0.9);
        cause.EvidenceIds.Should().Equal("jaeger-1", "prometheus-1", "prometheus-2", "prometheus-3");
        cause.Explanation.Should().MatchRegex(@"^The latency of payments-db went from \d+ ms to \d+ ms; 100 % of the added latency is its own, not that of what it calls\.$");
        analysis.Because.Should().Be("payments-db explains 100 % of the added latency, but nothing that does not depend on the measurements agrees.");
        analysis.WouldChange.Should().ContainSingle().Which.Should().StartWith("A change of payments-db shortly before the onset");
    }

    [Fact]
    public void A_deployment_before_the_onset_is_told_beside_the_cause()
    {
        var analysis = RootCauseAnalysis.Of((Shop with { Changes = [Change("deployment", "payments-db", World.Onset - 4)] }).File());

        analysis.Certainty.Should().Be(Certainty.Confirmed);
        analysis.Because.Should().EndWith("and what does not depend on that agrees: a deployment of payments-db 4 min before the onset.");
        Conclusion.Changes(analysis).Should().Equal("a deployment of payments-db 4 min before the onset (v2)");
        analysis.Causes[0].EvidenceIds.Should().Contain("github-1");
    }

    [Fact]
    public void A_deployment_of_another_service_is_told_but_confirms_nothing()
    {
        var analysis = RootCauseAnalysis.Of((Shop with { Changes = [Change("deployment", "search", World.Onset - 4)] }).File());

        analysis.Certainty.Should().Be(Certainty.Likely);
        analysis.Changes.Should().ContainSingle().Which.EvidenceId.Should().Be("github-1");
    }

    [Fact]
    public void Workflow_runs_do_not_crowd_out_what_was_really_changed()
    {
        var runs = Enumerable.Range(1, 6).Select(bin => Change("workflow run", "payments-db", World.Onset - bin));
        var analysis = RootCauseAnalysis.Of((Shop with { Changes = [.. runs, Change("deployment", "payments-db", World.Onset - 20)] }).File());

        (analysis.Certainty, analysis.Causes[0].Category).Should().Be((Certainty.Confirmed, CauseCategory.DeploymentRegression));
    }

    [Fact]
    public void A_workflow_run_before_the_onset_is_told_but_confirms_nothing_for_it_may_have_deployed_nothing()
    {
        var analysis = RootCauseAnalysis.Of((Shop with { Changes = [Change("workflow run", "payments-db", World.Onset - 4)] }).File());

        (analysis.Certainty, analysis.Causes[0].Category).Should().Be((Certainty.Likely, CauseCategory.Database));
        Conclusion.Changes(analysis).Should().Equal("a workflow run of payments-db 4 min before the onset (v2)");
    }

    [Fact]
    public void A_change_that_two_sources_tell_is_told_once_and_those_of_suspected_services_before_others()
    {
        var others = Enumerable.Range(1, 6).Select(bin => Change("deployment", $"other-{bin}", World.Onset - bin)).ToList();
        var told = World.Found("changes-1", new Facts { Changes = [Change("deployment", "payments-db", World.Onset - 20)] });
        var file = With((Shop with { Changes = [.. others, .. told.Facts!.Changes] }).File(), told);

        foreach (var seed in Enumerable.Range(0, 5))
        {
            RootCauseAnalysis.Of(Shuffled(file, new Random(seed))).Changes.Select(near => (near.Change.Service, near.EvidenceId)).Should().Equal(
                ("other-1", "github-1"), ("other-2", "github-1"), ("other-3", "github-1"), ("other-4", "github-1"), ("payments-db", "changes-1"));
        }
    }

    [Theory]
    [InlineData(-70)]
    [InlineData(8)]
    public void A_change_long_before_the_onset_or_after_it_is_not_near(int minutes) =>
        RootCauseAnalysis.Of((Shop with { Changes = [Change("deployment", "payments-db", World.Onset + minutes)] }).File()).Changes.Should().BeEmpty();

    [Fact]
    public void New_errors_in_the_causes_log_confirm_it_and_old_ones_do_not()
    {
        Pattern(before: 0).Certainty.Should().Be(Certainty.Confirmed);
        Pattern(before: 12).Certainty.Should().Be(Certainty.Likely);

        static Analysis Pattern(int before) => RootCauseAnalysis.Of(
            With(Shop.File(), World.Found("loki-1", new Facts { Patterns = [new LogPattern("payments-db", "deadlock found <*>", 40, before, "deadlock found 1")] })));
    }

    [Fact]
    public void A_resource_that_ran_full_confirms_the_cause_and_is_its_kind()
    {
        var analysis = RootCauseAnalysis.Of(With(Shop.File(), Resource(bin => bin < World.Onset ? 0.3 + (0.001 * (bin % 5)) : 0.97)));

        (analysis.Certainty, analysis.Causes[0].Category).Should().Be((Certainty.Confirmed, CauseCategory.ResourceExhaustion));
        analysis.Causes[0].Explanation.Should().Contain("Beside that: cpu of payments-db ran full.");
    }

    [Fact]
    public void A_resource_that_was_always_full_confirms_nothing() =>
        RootCauseAnalysis.Of(With(Shop.File(), Resource(bin => 0.97 + (0.001 * (bin % 5))))).Certainty.Should().Be(Certainty.Likely);

    [Fact]
    public void Without_a_call_graph_the_farthest_out_is_told_without_a_share()
    {
        var file = Shop.File();
        var analysis = RootCauseAnalysis.Of(file with { Evidence = [.. file.Evidence.Where(one => one.Source != "jaeger")] });

        analysis.Causes[0].ShareOfExcess.Should().BeNull();
        analysis.Causes.Select(cause => cause.Service).Should().Contain("payments-db");
        analysis.WouldChange.Should().Contain(sentence => sentence.StartsWith("Who calls whom", StringComparison.Ordinal));
    }

    [Fact]
    public void A_quantity_that_is_usually_nothing_is_no_suspect_for_a_moment_of_one()
    {
        var slow = Series("checkout", Signal.Latency, bin => (bin < World.Onset ? 0.2 : 0.6) + (0.001 * (bin % 5)));
        var waiting = Series("billing", Signal.Saturation, bin => bin == World.Onset + 2 ? 1 : 0, "connections") with { Id = "other-2" };

        var analysis = RootCauseAnalysis.Of(new CaseFile { Alerting = ["checkout"], AlertedAt = World.At(World.Onset + 3), Evidence = [slow, waiting] });

        analysis.Causes.Select(cause => cause.Service).Should().Equal("checkout", "billing");
        analysis.Causes.Should().OnlyContain(cause => cause.Explanation.Length < 300);
    }

    [Fact]
    public void Without_counted_requests_no_share_is_told()
    {
        var file = Shop.File();
        var analysis = RootCauseAnalysis.Of(file with { Evidence = [.. file.Evidence.Where(one => one.Id != "prometheus-3")] });

        analysis.Causes.Should().NotBeEmpty().And.OnlyContain(cause => cause.ShareOfExcess == null);
        (analysis.Impact!.FailedRequests, analysis.Impact.SlowRequests, analysis.Impact.AddedWaiting).Should().Be((null, null, null));
    }

    [Fact]
    public void An_availability_that_falls_for_a_moment_is_inconclusive()
    {
        var moment = Series("web", Signal.Availability, bin => bin == World.Onset ? 0.7 : 1);

        var analysis = RootCauseAnalysis.Of(new CaseFile { Alerting = ["web"], AlertedAt = World.At(World.Onset), Evidence = [moment] });

        analysis.Certainty.Should().Be(Certainty.Inconclusive);
        analysis.Because.Should().Be("The availability of web fell only for a moment; it must be low 2 times in a row.");
    }

    [Fact]
    public void Services_nobody_measures_are_named()
    {
        var analysis = RootCauseAnalysis.Of(new CaseFile { Alerting = ["web", "app"], AlertedAt = World.At(1), Evidence = [], Missing = [new("loki", "timed out")] });

        analysis.Because.Should().Be("No source measured the latency or the availability of web, app before and after the alert.");
        analysis.WouldChange.Should().Contain("An answer of loki, which is missing: timed out.");
        (analysis.Causes.Count, analysis.Impact, analysis.Onset).Should().Be((0, null, null));
    }

    [Fact]
    public void The_onset_lies_before_the_alert_by_what_its_rule_waited_for()
    {
        var analysis = RootCauseAnalysis.Of(Shop.File() with { AlertedAt = World.At(World.Onset + 9) });

        analysis.Onset.Should().Be(World.At(World.Onset));
        analysis.Causes[0].Service.Should().Be("payments-db");
    }

    [Fact]
    public void The_onset_of_what_was_over_before_long_is_where_it_began_and_what_was_deployed_just_before_is_near()
    {
        var failing = Series("web", Signal.Availability, bin => bin is >= World.Onset and <= World.Onset + 2 ? 0.7 : 1);
        var deployed = World.Found("github-1", new Facts { Changes = [Change("deployment", "web", World.Onset - 1)] });

        var analysis = RootCauseAnalysis.Of(new CaseFile { Alerting = ["web"], AlertedAt = World.At(World.Onset + 9), Evidence = [failing, deployed] });

        analysis.Onset.Should().BeCloseTo(World.At(World.Onset), TimeSpan.FromMinutes(1));
        analysis.Changes.Should().ContainSingle();
    }

    [Fact]
    public void The_onset_of_what_climbs_slowly_is_where_its_level_shifts_and_not_where_it_is_out_of_the_ordinary()
    {
        var climbing = Series("web", Signal.Latency, bin => 0.2 * (1 + (0.02 * Math.Max(0, bin - 25))));

        var analysis = RootCauseAnalysis.Of(new CaseFile { Alerting = ["web"], AlertedAt = World.At(World.Onset + 3), Evidence = [climbing] });

        analysis.Onset.Should().Be(World.At(30));
    }

    [Fact]
    public void The_impact_is_counted_at_the_alerting_service()
    {
        var world = Shop with { Signal = Signal.Availability };

        var impact = RootCauseAnalysis.Of(world.File() with { Objectives = new Dictionary<string, double> { ["web"] = 0.99 } }).Impact!;

        // 600 requests in each of 10 bins; web asks orders in 90 % of its requests, orders the database in 90 %, and the database fails 20 %.
        impact.CountedAt.Should().Be("web");
        impact.FailedRequests.Should().BeApproximately(6000 * 0.9 * 0.9 * 0.2, 60);
        impact.SlowRequests.Should().Be(0);
        impact.Duration.Should().Be(TimeSpan.FromMinutes(10));
        impact.ErrorBudgetBurnRate.Should().BeApproximately(0.162 / 0.01, 0.3);
        impact.Services.Should().Equal("orders", "payments-db", "web");
    }

    [Theory]
    [InlineData(Signal.Latency)]
    [InlineData(Signal.Availability)]
    public void The_same_evidence_gives_the_same_bytes_in_any_order_and_culture(Signal signal)
    {
        var file = (Worlds.Of("tree", "web>a web>b a>c b>c c>d-db") with { Broken = ["c"], Signal = signal, Changes = [Change("deployment", "c", 30), Change("deployment", "a", 30)] }).File();
        var expected = JsonSerializer.Serialize(RootCauseAnalysis.Of(file));
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = comma;
            for (var seed = 0; seed < 10; seed++)
            {
                JsonSerializer.Serialize(RootCauseAnalysis.Of(Shuffled(file, new Random(seed)))).Should().Be(expected);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Whatever_is_in_the_evidence_it_answers_with_shares_of_at_most_one()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var analysis = RootCauseAnalysis.Of(Hostile(new Random(seed)));

            analysis.Causes.Sum(cause => cause.ShareOfExcess ?? 0).Should().BeLessThanOrEqualTo(1.00001);
            analysis.Causes.Should().NotContain(cause => cause.EvidenceIds.Count == 0 || cause.ShareOfExcess < 0);
            FluentActions.Invoking(() => JsonSerializer.Serialize(analysis)).Should().NotThrow("no figure is infinite");
        }
    }

    [Fact]
    public void A_chain_of_ten_thousand_services_is_followed_to_its_end()
    {
        const int services = 10_000;
        double[] usual = [.. Enumerable.Repeat(1.0, 20)];
        var deviations = Enumerable.Range(0, services).ToDictionary(Name, _ => Deviation.Of(
            new ServiceWindow { History = usual, Before = [1, 1], After = [9, 9], Requests = [100, 100] }, Signal.Latency)!);

        var blames = ExcessBlame.Rank(new CallGraph(Enumerable.Range(1, services - 1).Select(number => new Call(Name(number - 1), Name(number)))), [Name(0)], deviations);

        (blames[0].Service, blames[0].Share).Should().Be((Name(services - 1), 1.0));
        static string Name(int number) => $"s{number:00000}";
    }

    private static ChangeEvent Change(string kind, string service, int bin) => new(World.At(bin), kind, service, "v2", null);

    private static CaseFile With(CaseFile file, Evidence more) => file with { Evidence = [.. file.Evidence, more] };

    private static Evidence Resource(Func<int, double> value) => Series("payments-db", Signal.Utilisation, value, "cpu");

    private static Evidence Series(string service, Signal signal, Func<int, double> value, string? resource = null) => World.Found("other-1", new Facts
    {
        Series = [new SignalSeries(service, signal, resource, [.. Enumerable.Range(0, World.Bins).Select(bin => new SignalPoint(World.At(bin), value(bin)))])],
    });

    private static CaseFile Shuffled(CaseFile file, Random random) => file with
    {
        Evidence =
        [
            .. Mixed(file.Evidence.Select(one => one with
            {
                Facts = one.Facts! with
                {
                    Calls = Mixed(one.Facts.Calls, random),
                    Changes = Mixed(one.Facts.Changes, random),
                    Series = Mixed(one.Facts.Series.Select(series => series with { Points = Mixed(series.Points, random) }), random),
                },
            }), random),
        ],
    };

    private static IReadOnlyList<T> Mixed<T>(IEnumerable<T> items, Random random)
    {
        T[] mixed = [.. items];
        random.Shuffle(mixed);
        return mixed;
    }

    private static CaseFile Hostile(Random random)
    {
        string[] names = ["web", "a", "b", "", "\u202e<!here>", "a.com"];
        double[] values = [0, -1, 1, 5, 1e-300, 1e300, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];
        DateTimeOffset[] times = [World.Start, World.At(1), World.At(20), World.At(36), World.At(44), DateTimeOffset.MinValue, DateTimeOffset.MaxValue];
        T One<T>(T[] from) => from[random.Next(from.Length)];
        Evidence Some(int number) => World.Found($"some-{number}", new Facts
        {
            Calls = [.. Enumerable.Range(0, random.Next(8)).Select(_ => new Call(One(names), One(names)))],
            Changes = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new ChangeEvent(One(times), One(names), One(names), One(names), One(names)))],
            Patterns = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new LogPattern(One(names), One(names), random.Next(3), random.Next(2), ""))],
            Series = [.. Enumerable.Range(0, random.Next(6)).Select(_ => new SignalSeries(One(names), One(Enum.GetValues<Signal>()), One([null, "cpu"]),
                [.. Enumerable.Range(0, random.Next(60)).Select(_ => new SignalPoint(random.Next(3) == 0 ? One(times) : World.At(random.Next(50)), One(values)))]))],
        });
        return new CaseFile { Alerting = [.. names.Take(random.Next(4))], AlertedAt = One(times), Evidence = [.. Enumerable.Range(0, random.Next(4)).Select(Some)] };
    }
}
