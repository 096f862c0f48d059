using GherkinEngine.Configuration;
using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class OutcomeTests
{
    [Fact]
    public async Task An_undefined_step_fails_with_a_step_definition_to_paste()
    {
        var run = await SuiteRun.Of(
            """
            Feature: F
              Scenario: S
                When 5 alerts of "api/v1" arrive within 2.5 s (or later)
                  | a |
            """,
            typeof(Steps));

        run.Error.Should().BeOfType<MissingStepDefinitionException>().Which.Message.Should().Contain(
            """
            [When("{int} alerts of {string} arrive within {decimal} s \\(or later\\)")]
            public void WhenAlertsOfArriveWithinSOrLater(int p0, string p1, decimal p2, DataTable table)
            """);
        run.Of("suggestion").Should().ContainSingle();
        run.Output.Should().Contain(line => line.StartsWith("When 5 alerts") && line.Contains("-> undefined"));
    }

    [Fact]
    public async Task A_pasted_step_definition_matches()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    When 5 alerts of \"api/v1\" arrive within 2.5 s (or later)", typeof(Pasted));

        run.Error.Should().BeNull();
    }

    [Fact]
    public async Task An_ambiguous_step_names_all_that_match()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a clean slate", typeof(Steps), typeof(Twin));

        run.Error.Should().BeOfType<AmbiguousBindingException>().Which.Message.Should().Contain("Steps.Clean()").And.Contain("Twin.Clean()");
        run.Statuses.Should().Equal("AMBIGUOUS");
    }

    [Fact]
    public async Task Several_texts_of_one_method_are_not_ambiguous()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a slate", typeof(Steps));

        run.Error.Should().BeNull();
    }

    [Fact]
    public async Task A_keyword_is_part_of_the_step_and_And_goes_on_with_the_last_one()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a slate\n    And a slate\n    * a slate\n    When a slate", typeof(Steps));

        run.Statuses.Should().Equal("PASSED", "PASSED", "PASSED", "UNDEFINED");
    }

    [Theory]
    [InlineData("Pending", false)]
    [InlineData("Error", false)]
    [InlineData("Inconclusive", true)]
    [InlineData("Ignore", true)]
    public async Task Missing_and_pending_steps_fail_or_skip_as_configured(string outcome, bool skips)
    {
        var configuration = new RunnerConfiguration { MissingStepOutcome = Enum.Parse<MissingStepOutcome>(outcome) };

        var missing = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given nothing", configuration, typeof(Steps));
        var pending = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given it is pending", configuration, typeof(Steps));

        missing.Error!.GetType().Name.Should().Be(skips ? "ScenarioSkippedException" : nameof(MissingStepDefinitionException));
        pending.Error!.GetType().Name.Should().Be(skips ? "ScenarioSkippedException" : nameof(PendingStepException));
        missing.Statuses.Should().Equal("UNDEFINED");
        pending.Statuses.Should().Equal("PENDING");
    }

    [Fact]
    public async Task A_failed_step_leaves_the_rest_uncalled_and_the_context_knows_why()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given it fails\n    And a slate\n    And nothing", typeof(Steps), typeof(Told));

        run.Error!.Message.Should().Be("a reason");
        run.Statuses.Should().Equal("FAILED", "SKIPPED", "UNDEFINED", "PASSED");
        run.Output.Should().Contain("after: TestError, a reason");
    }

    [Fact]
    public async Task The_message_comes_first_and_the_frames_are_the_authors_own()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given it fails", typeof(Steps));

        var exception = run.Of("testStepFinished").First()["testStepResult"]!["exception"]!;
        exception["type"]!.GetValue<string>().Should().Be("System.InvalidOperationException");
        var stack = exception["stackTrace"]!.GetValue<string>().Split('\n');
        stack[0].Should().Be("System.InvalidOperationException: a reason");
        stack[1..].Should().ContainSingle().Which.Should().Contain("OutcomeTests.Steps.Fail()");
    }

    [Fact]
    public async Task A_dry_run_matches_and_calls_nothing()
    {
        var run = await SuiteRun.Of(
            "Feature: F\n  Scenario: S\n    Given it fails\n    And nothing", new RunnerConfiguration { DryRun = true }, typeof(Steps));

        run.Statuses.Should().Equal("PASSED", "UNDEFINED");
    }

    [Fact]
    public async Task An_async_void_step_is_refused_before_anything_runs()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a step", typeof(AsyncVoid));

        run.RunError.Should().BeNull();
        run.Of("testCaseStarted").Should().BeEmpty();
        run.StartError.Should().BeOfType<BindingException>().Which.Message.Should().Contain("AsyncVoid.Step()").And.Contain("async void");
    }

    [Fact]
    public async Task A_hook_around_a_feature_must_be_static()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a step", typeof(NotStatic));

        run.StartError.Should().BeOfType<BindingException>().Which.Message.Should().Contain("NotStatic.Before()").And.Contain("static");
    }

    [Binding]
    private sealed class Steps
    {
        [Given("a clean slate")] public void Clean() { }

        [Given("a slate")]
        [Given("a(n) slate")]
        public void Slate() { }

        [Given("it is pending")] public void Pend() => ScenarioContext.StepIsPending();

        [Given("it fails")] public void Fail() => throw new InvalidOperationException("a reason");
    }

    [Binding]
    private sealed class Told(ScenarioContext scenario, IReqnrollOutputHelper output)
    {
        [AfterScenario] public void After() => output.WriteLine($"after: {scenario.ScenarioExecutionStatus}, {scenario.TestError?.Message}");
    }

    [Binding]
    private sealed class Twin
    {
        [Given("a (very )clean slate")] public void Clean() { }
    }

    [Binding]
    private sealed class Pasted
    {
        [When("{int} alerts of {string} arrive within {decimal} s \\(or later\\)")]
        public void WhenAlertsOfArriveWithinSOrLater(int p0, string p1, decimal p2) { }
    }

    [Binding]
    private sealed class AsyncVoid(IUnitTestRuntimeProvider test)
    {
        [Given("a step")]
        public async void Step()
        {
            await Task.Yield();
            test.TestIgnore("never");
        }
    }

    [Binding]
    private sealed class NotStatic
    {
        [BeforeFeature] public void Before() { }

        [Given("a step")] public void Step() { }
    }
}
