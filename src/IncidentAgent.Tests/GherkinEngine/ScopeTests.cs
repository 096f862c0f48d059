using Reqnroll;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class ScopeTests
{
    [Theory]
    [InlineData("Feature: Other\n  Scenario: S\n    Given a step", "anywhere")]
    [InlineData("Feature: Mine\n  Scenario: S\n    Given a step", "feature")]
    [InlineData("Feature: Other\n  @tag\n  Scenario: S\n    Given a step", "tag")]
    [InlineData("@tag\nFeature: Mine\n  Scenario: S\n    Given a step", "feature and tag")]
    [InlineData("Feature: Other\n  Scenario Outline: It is <what>\n    Given a step\n    Examples:\n      | what |\n      | so |", "scenario")]
    public async Task The_closest_scope_wins_and_no_scope_yields(string feature, string called)
    {
        var run = await SuiteRun.Of(feature, typeof(Anywhere), typeof(Scoped), typeof(OfScenario));

        run.Error.Should().BeNull();
        run.Output.Should().Contain(called);
    }

    [Fact]
    public async Task A_scope_of_the_class_holds_for_its_hooks_too()
    {
        var run = await SuiteRun.Of("Feature: F\n  @tag\n  Scenario: One\n    Given a step\n  Scenario: Two\n    Given a step", typeof(Anywhere), typeof(Hook));

        run.Output.Count(line => line == "before").Should().Be(1);
    }

    [Binding]
    private sealed class Anywhere(IReqnrollOutputHelper output)
    {
        [Given("a step")] public void Step() => output.WriteLine("anywhere");
    }

    [Binding]
    private sealed class Scoped(IReqnrollOutputHelper output)
    {
        [Given("a step")]
        [Scope(Feature = "Mine")]
        public void OfFeature() => output.WriteLine("feature");

        [Given("a step")]
        [Scope(Tag = "@tag")]
        public void OfTag() => output.WriteLine("tag");

        [Given("a step")]
        [Scope(Tag = "tag", Feature = "Mine")]
        public void OfBoth() => output.WriteLine("feature and tag");
    }

    [Binding]
    [Scope(Scenario = "It is <what>")]
    private sealed class OfScenario(IReqnrollOutputHelper output)
    {
        [Given("a step")] public void Step() => output.WriteLine("scenario");
    }

    [Binding]
    [Scope(Tag = "tag")]
    private sealed class Hook(IReqnrollOutputHelper output)
    {
        [BeforeScenario] public void Before() => output.WriteLine("before");
    }
}
