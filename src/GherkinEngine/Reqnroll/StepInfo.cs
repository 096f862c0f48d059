using Reqnroll.Bindings;

namespace Reqnroll;

/// <summary>The step that runs.</summary>
public class StepInfo
{
    internal StepInfo(StepDefinitionType type, string text, Table? table, string? multilineText)
    {
        StepDefinitionType = type;
        Text = text;
        Table = table;
        MultilineText = multilineText;
    }

    public StepDefinitionType StepDefinitionType { get; }

    public string Text { get; }

    public Table? Table { get; }

    /// <summary>The doc string, or <see langword="null"/>.</summary>
    public string? MultilineText { get; }
}
