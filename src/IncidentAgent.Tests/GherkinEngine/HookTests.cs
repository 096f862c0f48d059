using Reqnroll;
using Reqnroll.BoDi;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class HookTests
{
    private const string Feature = """
        @feature
        Feature: F
          @one
          Scenario: First
            Given a step
            When another step
          Scenario: Second
            Given a step
        """;

    [Fact]
    public async Task Hooks_run_at_their_moments_by_ascending_order_before_and_after_alike()
    {
        Moments.Seen.Clear();

        var run = await SuiteRun.Of(Feature, typeof(Moments));

        run.Errors.Should().OnlyContain(error => error == null);
        Moments.Seen.Should().Equal(
            "before run", "before feature F",
            "before scenario early", "before scenario late", "tagged",
            "before block Given", "before step", "a step", "after step OK", "after block",
            "before block When", "before step", "another step", "after step OK", "after block",
            "after scenario early", "after scenario late",
            "before scenario early", "before scenario late",
            "before block Given", "before step", "a step", "after step OK", "after block",
            "after scenario early", "after scenario late",
            "after feature", "after run");
    }

    [Fact]
    public async Task A_failed_hook_before_the_scenario_skips_its_steps_and_those_after_it_still_run()
    {
        FailedBefore.Seen.Clear();

        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a step", typeof(FailedBefore));

        run.Error!.Message.Should().Be("no luck");
        run.Statuses.Should().Equal("FAILED", "SKIPPED", "SKIPPED", "PASSED");
        FailedBefore.Seen.Should().Equal("after, no luck");
    }

    [Fact]
    public async Task A_failed_hook_before_the_feature_fails_every_scenario()
    {
        var run = await SuiteRun.Of(Feature, typeof(FailedFeature));

        run.Errors.Select(error => error!.Message).Should().Equal("not today", "not today");
        run.Statuses.Should().OnlyContain(status => status == "SKIPPED");
        run.Of("testRunFinished").Single()["success"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task A_failed_hook_after_the_scenario_fails_it_and_keeps_the_rest_from_running()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a step", typeof(FailedAfter));

        run.Error!.Message.Should().Be("too late");
        run.Statuses.Should().Equal("PASSED", "FAILED", "SKIPPED");
    }

    [Fact]
    public async Task What_failed_in_a_step_is_not_hidden_by_a_hook_that_fails_after_it()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    When it breaks", typeof(FailedAfter));

        run.Error!.Message.Should().Be("broken");
    }

    [Fact]
    public async Task A_failed_hook_after_the_run_ends_the_run_with_its_error()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a step", typeof(FailedRun));

        run.RunError!.Message.Should().Be("cannot stop");
        run.Of("testRunFinished").Single()["success"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task Objects_live_as_long_as_what_they_were_made_for()
    {
        var run = await SuiteRun.Of(Feature, typeof(Lives));

        run.Errors.Should().OnlyContain(error => error == null);
        run.Output.Where(line => !line.Contains("->")).Should().Equal("run 1, scenario 1", "run 1, scenario 2", "run 1, scenario 1");
    }

    [Binding]
    private sealed class Moments(ScenarioContext scenario)
    {
        public static List<string> Seen { get; } = [];

        [BeforeTestRun] public static void BeforeRun() => Seen.Add("before run");

        [AfterTestRun] public static void AfterRun() => Seen.Add("after run");

        [BeforeFeature("feature")] public static void BeforeFeature(FeatureContext feature) => Seen.Add($"before feature {feature.FeatureInfo.Title}");

        [BeforeFeature("other")] public static void BeforeOther() => Seen.Add("never");

        [AfterFeature] public static void AfterFeature() => Seen.Add("after feature");

        [BeforeScenario(Order = 20)] public void BeforeLate() => Seen.Add("before scenario late");

        [Before(Order = 10)] public void BeforeEarly() => Seen.Add("before scenario early");

        [BeforeScenario("@one")] public void Tagged() => Seen.Add("tagged");

        [After(Order = 20)] public void AfterLate() => Seen.Add("after scenario late");

        [AfterScenario(Order = 10)] public void AfterEarly() => Seen.Add("after scenario early");

        [BeforeScenarioBlock] public void BeforeBlock() => Seen.Add($"before block {scenario.CurrentScenarioBlock}");

        [AfterScenarioBlock] public void AfterBlock() => Seen.Add("after block");

        [BeforeStep] public void BeforeStep() => Seen.Add("before step");

        [AfterStep] public void AfterStep() => Seen.Add($"after step {scenario.StepContext.Status}");

        [Given("a step")] public void Step() => Seen.Add(scenario.StepContext.StepInfo.Text);

        [When("another step")] public void Another() => Seen.Add(scenario.StepContext.StepInfo.Text);
    }

    [Binding]
    private sealed class FailedBefore(ScenarioContext scenario)
    {
        public static List<string> Seen { get; } = [];

        [BeforeScenario(Order = 1)] public void Fail() => throw new InvalidOperationException("no luck");

        [BeforeScenario(Order = 2)] public void Next() => Seen.Add("never");

        [Given("a step")] public void Step() => Seen.Add("never");

        [AfterScenario] public void After() => Seen.Add($"after, {scenario.TestError!.Message}");
    }

    [Binding]
    private sealed class FailedFeature
    {
        [BeforeFeature] public static void Fail() => throw new InvalidOperationException("not today");

        [Given("a step")] public void Step() { }

        [When("another step")] public void Another() { }
    }

    [Binding]
    private sealed class FailedAfter
    {
        [Given("a step")] public void Step() { }

        [When("it breaks")] public void Break() => throw new InvalidOperationException("broken");

        [AfterScenario(Order = 1)] public void Fail() => throw new InvalidOperationException("too late");

        [AfterScenario(Order = 2)] public void Next() { }
    }

    [Binding]
    private sealed class FailedRun
    {
        [AfterTestRun] public static void Fail() => throw new InvalidOperationException("cannot stop");

        [Given("a step")] public void Step() { }
    }

    private sealed class Counted : IDisposable
    {
        public int Count { get; set; }

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class OfScenario : IDisposable
    {
        public int Count { get; set; }

        public void Dispose() => Count = -1;
    }

    [Binding]
    private sealed class Lives(Counted ofRun, OfScenario ofScenario, IReqnrollOutputHelper output)
    {
        [BeforeTestRun] public static void Register(IObjectContainer run) => run.RegisterInstanceAs(new Counted { Count = 1 }, dispose: true);

        [Given("a step")] public void Step() => Tell();

        [When("another step")] public void Another() => Tell();

        private void Tell()
        {
            ofRun.IsDisposed.Should().BeFalse();
            output.WriteLine($"run {ofRun.Count}, scenario {++ofScenario.Count}");
        }
    }
}
