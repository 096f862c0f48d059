using System.Collections.Specialized;

namespace Reqnroll;

/// <summary>What the feature file says of the scenario. Tags are without <c>@</c>.</summary>
public class ScenarioInfo
{
    internal ScenarioInfo(string title, string description, string[] tags, IOrderedDictionary arguments, string[] inheritedTags)
    {
        Title = title;
        Description = description;
        Tags = tags;
        Arguments = arguments;
        CombinedTags = [.. tags, .. inheritedTags];
    }

    /// <summary>The scenario's own tags and those of its examples.</summary>
    public string[] Tags { get; }

    /// <summary><see cref="Tags"/> and those of the rule and the feature.</summary>
    public string[] CombinedTags { get; }

    /// <summary>The values of the row of examples by column; empty without examples.</summary>
    public IOrderedDictionary Arguments { get; }

    /// <summary>The title as written, an outline's with its placeholders.</summary>
    public string Title { get; }

    public string Description { get; }
}
