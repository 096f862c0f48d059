using Reqnroll.Bindings;

namespace Reqnroll;

/// <summary>The step that runs.</summary>
public class StepInfo(StepDefinitionType stepDefinitionType, string text, Table? table, string? multilineText)
{
    public StepDefinitionType StepDefinitionType { get; } = stepDefinitionType;

    public string Text { get; } = text;

    public Table? Table { get; } = table;

    /// <summary>The doc string, or <see langword="null"/>.</summary>
    public string? MultilineText { get; } = multilineText;
}
