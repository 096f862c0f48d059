using System.Collections.Specialized;

namespace Reqnroll;

/// <summary>What the feature file says of the scenario. Tags are without <c>@</c>.</summary>
public class ScenarioInfo(string title, string description, string[] tags, IOrderedDictionary arguments, string[]? inheritedTags = null)
{
    /// <summary>The scenario's own tags and those of its examples.</summary>
    public string[] Tags { get; } = tags;

    /// <summary><see cref="Tags"/> and those of the rule and the feature.</summary>
    public string[] CombinedTags { get; } = [.. tags, .. inheritedTags ?? []];

    /// <summary>The values of the row of examples by column; empty without examples.</summary>
    public IOrderedDictionary Arguments { get; } = arguments;

    /// <summary>The title as written, an outline's with its placeholders.</summary>
    public string Title { get; } = title;

    public string Description { get; } = description;
}
