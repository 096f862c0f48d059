using System.Reflection;
using Reqnroll;

namespace GherkinEngine.Bindings;

/// <summary>Where a binding applies; each criterion that is set must match.</summary>
internal sealed record BindingScope(string? Tag, string? Feature, string? Scenario)
{
    public int Criteria => (Tag is null ? 0 : 1) + (Feature is null ? 0 : 1) + (Scenario is null ? 0 : 1);

    public static BindingScope[] Of(MethodInfo method) =>
    [
        .. method.GetCustomAttributes<ScopeAttribute>().Concat(method.ReflectedType!.GetCustomAttributes<ScopeAttribute>())
            .Select(scope => new BindingScope(scope.Tag?.TrimStart('@'), scope.Feature, scope.Scenario)),
    ];

    /// <summary>Without a scenario, which is around it, only the feature's own facts count.</summary>
    public bool Matches(FeatureInfo feature, ScenarioInfo? scenario) =>
        (Tag is null || (scenario?.CombinedTags ?? feature.Tags).Contains(Tag))
        && (Feature is null || Feature == feature.Title)
        && (Scenario is null || Scenario == scenario?.Title);
}
