using GherkinEngine.Expressions;
using Reqnroll;
using Reqnroll.Bindings;

namespace GherkinEngine.Bindings;

/// <summary>The step definitions for one step of a scenario: one, or none (undefined), or several (ambiguous).</summary>
internal sealed record StepMatch(IReadOnlyList<(StepBinding Binding, IReadOnlyList<StepArgument> Arguments)> Candidates)
{
    public bool IsUndefined => Candidates.Count == 0;

    public bool IsAmbiguous => Candidates.Count > 1;

    /// <summary>Among several of the closest scope, those that take the text's and the attached (table, doc string) arguments.</summary>
    public static StepMatch Find(
        IEnumerable<StepBinding> steps, StepDefinitionType type, string text, int attached, FeatureInfo feature, ScenarioInfo scenario)
    {
        var found = new List<(StepBinding Binding, IReadOnlyList<StepArgument> Arguments, int Criteria)>();
        foreach (var step in steps.Where(step => step.Types.Contains(type)))
        {
            if (step.Fits(feature, scenario) is { } criteria
                && step.Pattern.Match(text) is { } arguments
                && !found.Exists(other => other.Binding.Method == step.Method))
            {
                found.Add((step, arguments, criteria));
            }
        }

        var closest = found.Count == 0 ? 0 : found.Max(candidate => candidate.Criteria);
        var best = found.Where(candidate => candidate.Criteria == closest).ToList();
        var fitting = best.Where(candidate => candidate.Binding.Parameters.Length == candidate.Arguments.Count + attached).ToList();
        return new StepMatch([.. (fitting.Count > 0 ? fitting : best).Select(candidate => (candidate.Binding, candidate.Arguments))]);
    }
}
