namespace Reqnroll;

/// <summary>
/// Restricts a binding, or all bindings of a class. What is set must all match; of several attributes one suffices.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public class ScopeAttribute : Attribute
{
    /// <summary>A tag of the scenario, its rule or its feature, with or without <c>@</c>.</summary>
    public string? Tag { get; set; }

    /// <summary>The feature's title.</summary>
    public string? Feature { get; set; }

    /// <summary>The scenario's title; for an outline the one with the placeholders.</summary>
    public string? Scenario { get; set; }
}
