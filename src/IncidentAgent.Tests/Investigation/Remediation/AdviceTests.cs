using System.Collections.Immutable;
using IncidentAgent.Alerts;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Tests.Investigation.Remediation;

public sealed class AdviceTests
{
    private static readonly Cause Database = new("orders", CauseCategory.Database, 0.6, "It waits.", ["prometheus-2"]);
    private static readonly Cause Deployment = new("payments", CauseCategory.DeploymentRegression, 0.3, "It is new.", ["prometheus-1"]);

    [Fact]
    public void Actions_follow_the_rank_of_their_cause_then_risk_then_duration()
    {
        var actions = For(Found.Of(Certainty.Likely, Deployment, Database with { EvidenceIds = ["loki-1"] }));

        actions.Select(action => action.Id).Should().Equal(
            "roll-back-deployment", "compare-versions", "fix-forward",
            "find-blocking-queries", "pause-batch-work", "end-long-queries", "fail-over-database");
        actions[0].Causes.Should().Equal("deployment regression in payments");
    }

    [Fact]
    public void What_is_measured_of_the_cause_decides_over_special_actions()
    {
        For(Found.Of(Certainty.Likely, Database)).Select(action => action.Id).Should().Contain("raise-connection-pool");
        For(Found.Of(Certainty.Likely, Database with { EvidenceIds = ["prometheus-1"] })).Select(action => action.Id).Should().NotContain("raise-connection-pool");
        For(Found.Of(Certainty.Likely, Database with { Service = "payments" })).Select(action => action.Id).Should().NotContain("raise-connection-pool");
    }

    [Fact]
    public void Where_nobody_knows_what_to_look_at_comes_first()
    {
        For(Found.Of(Certainty.Inconclusive)).Select(action => action.Id).Should().Equal("compare-instances", "what-changed", "where-it-begins", "ask-for-help");
        For(Found.Of(Certainty.Inconclusive, Deployment)).Select(action => action.Id).Should()
            .StartWith("compare-instances").And.HaveElementAt(4, "roll-back-deployment");
    }

    [Fact]
    public void The_runbooks_that_the_alerts_link_come_first_and_only_web_addresses()
    {
        var alerts = new[] { "https://runbooks.example.com/a b", "javascript:alert(1)", "https://runbooks.example.com/a b", "https://runbooks.example.com/2" }
            .Select(url => Samples.Alert() with { Annotations = new Dictionary<string, string> { ["runbook_url"] = url } }).ToList();

        var actions = For(Found.Of(Certainty.Likely, Deployment), alerts: alerts);

        actions.Take(3).Select(action => (action.Title, action.Runbook)).Should().Equal(
            ("Follow the runbook of the alert PaymentsSlow", "https://runbooks.example.com/a%20b"),
            ("Follow the runbook of the alert PaymentsSlow", "https://runbooks.example.com/2"),
            ("Roll payments back to the version before", null));
        actions[0].Risk.Should().BeNull();
    }

    [Fact]
    public void An_action_that_reads_the_same_for_two_causes_is_named_once_with_both()
    {
        var same = Own("- {id: a, title: Ask around, when: {categories: [database, network]}, risk: low, duration: 1 min, steps: [Ask]}");

        var actions = For(Found.Of(Certainty.Likely, Database, Database with { Category = CauseCategory.Network }, Deployment), same);

        actions.Should().ContainSingle().Which.Causes.Should().Equal("database in orders", "network in orders");
    }

    [Fact]
    public void The_same_action_on_two_services_is_two()
    {
        var actions = For(Found.Of(Certainty.Likely, Deployment, Deployment with { Service = "orders" }));

        actions.Where(action => action.Id == "roll-back-deployment").Select(action => action.Title).Should()
            .Equal("Roll payments back to the version before", "Roll orders back to the version before");
    }

    [Theory]
    [InlineData("services: [\"pay*\"]", true)]
    [InlineData("services: [payments]", true)]
    [InlineData("services: [pay]", false)]
    [InlineData("labels: {team: money}", true)]
    [InlineData("labels: {team: other}", false)]
    [InlineData("signals: [latency]", true)]
    [InlineData("signals: [utilisation of memory, saturation]", false)]
    public void A_condition_that_does_not_hold_leaves_the_action_out(string condition, bool holds)
    {
        var own = Own($"- {{id: a, title: t, when: {{categories: [deployment-regression], {condition}}}, risk: low, duration: 1 min, steps: [s]}}");

        For(Found.Of(Certainty.Likely, Deployment), own).Should().HaveCount(holds ? 1 : 0);
    }

    [Fact]
    public void Places_are_filled_from_the_incident()
    {
        var own = Own("""
            - id: a
              title: "{service}, {change}, {since}, {incident}, {severity}, {namespace}"
              when: {categories: [deployment-regression]}
              risk: low
              duration: 1 min
              steps: [{text: "Look, ${HOME}", run: "kubectl -n {namespace} logs {service} --since-time={since} ${HOME} {.status}"}]
              runbook: https://runbooks.example.com/{service}?n={namespace}
            """);

        var action = For(Found.Of(Certainty.Likely, Deployment), own, [Of("payments", ("namespace", "a&b"))]).Single();

        action.Title.Should().Be("payments, v1.4.2 by ana, 2026-03-04T12:00:00Z, INC-000042, critical, a&b");
        action.Steps.Should().Equal(new RemediationStep("Look, ${HOME}", "kubectl -n 'a&b' logs payments --since-time=2026-03-04T12:00:00Z ${HOME} {.status}"));
        action.Runbook.Should().Be("https://runbooks.example.com/payments?n=a%26b");
    }

    [Fact]
    public void A_place_without_a_value_becomes_words_and_takes_its_command_with_it()
    {
        var own = Own("""
            - id: a
              title: "{service}, {change}, {cost_center}"
              when: {categories: [unknown]}
              risk: low
              duration: 1 min
              steps: [{text: Look, run: "look {cost_center}"}]
              runbook: https://runbooks.example.com/{cost_center}
            """);

        var action = Advice.For(own, Samples.Incident(), [], [], Found.Of(Certainty.Inconclusive)).Single();

        (action.Title, action.Runbook).Should().Be(("the service, the last change, the cost center", null));
        action.Steps.Should().Equal(new RemediationStep("Look"));
    }

    [Fact]
    public void No_place_is_ever_left_for_a_person_to_see()
    {
        foreach (var category in Enum.GetValues<CauseCategory>())
        {
            var actions = Advice.For(Catalogue.Default, Samples.Incident(), [], [], Found.Of(Certainty.Likely, Deployment with { Category = category }));

            actions.SelectMany(Texts).Should().NotBeEmpty().And.OnlyContain(text => !text.Contains('{') && !text.Contains("the the", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_label_of_another_service_is_not_used_to_act_on_this_one()
    {
        var cause = Deployment with { Category = CauseCategory.Infrastructure };
        var own = For(Found.Of(Certainty.Likely, cause), alerts: [Of("payments", ("namespace", "a"), ("deployment", "d"))]);
        var other = For(Found.Of(Certainty.Likely, cause with { Service = "orders" }), alerts: [Of("payments", ("namespace", "a"), ("deployment", "d"))]);
        var torn = For(Found.Of(Certainty.Likely, cause), alerts: [Of("payments", ("namespace", "a"), ("deployment", "d")), Of("payments", ("namespace", "b"), ("deployment", "d"))]);

        own.SelectMany(Commands).Should().Contain("kubectl -n a rollout restart deployment/d");
        other.Concat(torn).SelectMany(Commands).Should().BeEmpty();
    }

    [Fact]
    public void A_value_is_not_looked_at_for_places_again()
    {
        var action = For(Found.Of(Certainty.Likely, Deployment with { Service = "{incident}" })).Single(action => action.Id == "roll-back-deployment");

        action.Title.Should().Be("Roll {incident} back to the version before");
    }

    [Fact]
    public void There_are_never_more_than_a_dozen_and_the_first_cause_keeps_its_own()
    {
        var many = Enum.GetValues<CauseCategory>().Select(category => Deployment with { Category = category });

        var actions = For(Found.Of(Certainty.Likely, [.. many]), alerts: [Samples.Alert() with { Annotations = new Dictionary<string, string> { ["runbook_url"] = "https://a.example" } }]);

        actions.Should().HaveCount(Advice.MostActions + 1);
        actions[1].Causes[0].Should().StartWith("unknown");
    }

    internal static IEnumerable<string> Texts(RemediationAction action) =>
        [action.Title, .. action.Causes, .. action.Prerequisites, .. action.Watch, .. action.Steps.Concat(action.Rollback).Select(step => step.Text), .. Commands(action)];

    internal static IEnumerable<string> Commands(RemediationAction action) =>
        action.Steps.Concat(action.Rollback).Select(step => step.Command).OfType<string>();

    private static Catalogue Own(string yaml)
    {
        var (remedies, problems) = CatalogueReader.Read(yaml);
        problems.Should().BeEmpty();
        return new(remedies);
    }

    private static Alert Of(string service, params IEnumerable<(string, string)> labels) => Samples.Alert(labels: labels.Append(("service", service)));

    private static IReadOnlyList<RemediationAction> For(Analysis analysis, Catalogue? catalogue = null, IReadOnlyList<Alert>? alerts = null) => Advice.For(
        catalogue ?? Catalogue.Default,
        Samples.Incident("payments", "orders") with { CommonLabels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "money") },
        alerts ?? [],
        Found.Findings.Evidence,
        analysis);
}
