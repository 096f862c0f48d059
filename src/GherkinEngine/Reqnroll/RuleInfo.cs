namespace Reqnroll;

/// <summary>The rule a scenario stands under. Tags are without <c>@</c>.</summary>
public class RuleInfo(string title, string description, string[] tags)
{
    public string[] Tags { get; } = tags;

    public string Title { get; } = title;

    public string Description { get; } = description;
}
