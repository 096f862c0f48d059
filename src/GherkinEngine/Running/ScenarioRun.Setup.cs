using System.Collections.Specialized;
using GherkinEngine.Bindings;
using GherkinEngine.Expressions;
using GherkinEngine.Features;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Bindings;

namespace GherkinEngine.Running;

public sealed partial class ScenarioRun
{
    private string _caseId = "";

    private static ScenarioInfo Info(PlannedScenario planned, FeatureInfo feature)
    {
        var arguments = new OrderedDictionary();
        foreach (var (column, value) in planned.Arguments)
        {
            arguments.Add(column, value);
        }

        return new ScenarioInfo(
            planned.Scenario.Name,
            planned.Scenario.Description,
            [.. planned.ScenarioTags, .. planned.ExamplesTags],
            arguments,
            [.. planned.RuleTags, .. feature.Tags]);
    }

    private static RuleInfo? Rule(PlannedScenario planned) =>
        planned.Rule is { } rule ? new RuleInfo(rule.Name, rule.Description, planned.RuleTags) : null;

    // And, But and * go on with what the step before them did.
    private static StepDefinitionType Following(StepDefinitionType before, StepKeywordType keyword) => keyword switch
    {
        StepKeywordType.CONTEXT => StepDefinitionType.Given,
        StepKeywordType.ACTION => StepDefinitionType.When,
        StepKeywordType.OUTCOME => StepDefinitionType.Then,
        _ => before,
    };

    private IEnumerable<HookBinding> Hooks(HookMoment moment) => Run.Bindings.HooksAt(moment, Feature.Info, Context.ScenarioInfo);

    private void Announce(string pickleId)
    {
        _caseId = Run.Ids.GetNewId();
        _messages.CaseStartedId = Run.Ids.GetNewId();
        _testSteps =
        [
            .. _before.Select(HookStep),
            .. _steps.Select(step => new TestStep(
                null,
                Run.Ids.GetNewId(),
                step.Pickle.Id,
                [.. step.Match.Candidates.Select(candidate => Run.Messages.IdOf(candidate.Binding))],
                [.. step.Match.Candidates.Select(candidate => Arguments(candidate.Arguments))])),
            .. _after.Select(HookStep),
        ];
        _messages.Add(Envelope.Create(new TestCase(_caseId, pickleId, _testSteps, Run.Id)));
    }

    private TestStep HookStep(HookBinding hook) => new(Run.Messages.IdOf(hook), Run.Ids.GetNewId(), null, null, null);

    private static StepMatchArgumentsList Arguments(IReadOnlyList<StepArgument> arguments) =>
        new([.. arguments.Select(argument => new StepMatchArgument(argument.Group, argument.Type?.Name))]);

    private Suggestion SuggestionFor(PlannedStep step) =>
        new(Run.Ids.GetNewId(), step.Pickle.Id, [new Io.Cucumber.Messages.Types.Snippet("csharp", SnippetFor(step))]);

    private static string SnippetFor(PlannedStep step) =>
        Bindings.Snippet.For(step.Info.StepDefinitionType, step.Info.Text, step.Info.Table is not null, step.Info.MultilineText is not null);
}
