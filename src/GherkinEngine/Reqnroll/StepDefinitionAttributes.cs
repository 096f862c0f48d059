using Reqnroll.Bindings;

namespace Reqnroll;

/// <summary>The text of a step as a Cucumber expression or a regular expression; without one the method's name is the text.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class StepDefinitionBaseAttribute : Attribute
{
    protected StepDefinitionBaseAttribute(string? expression, StepDefinitionType[] types)
    {
        Expression = expression;
        Types = types;
    }

    public StepDefinitionType[] Types { get; }

    public string? Expression { get; set; }

    /// <summary>How to read <see cref="Expression"/>; by default its look decides.</summary>
    public ExpressionType ExpressionType { get; set; }
}

/// <summary>Defines a step that states what was before.</summary>
public class GivenAttribute(string? expression) : StepDefinitionBaseAttribute(expression, [StepDefinitionType.Given])
{
    public GivenAttribute() : this(null) { }
}

/// <summary>Defines a step that does something.</summary>
public class WhenAttribute(string? expression) : StepDefinitionBaseAttribute(expression, [StepDefinitionType.When])
{
    public WhenAttribute() : this(null) { }
}

/// <summary>Defines a step that states what must hold.</summary>
public class ThenAttribute(string? expression) : StepDefinitionBaseAttribute(expression, [StepDefinitionType.Then])
{
    public ThenAttribute() : this(null) { }
}

/// <summary>Defines a step for every keyword.</summary>
public class StepDefinitionAttribute(string? expression)
    : StepDefinitionBaseAttribute(expression, [StepDefinitionType.Given, StepDefinitionType.When, StepDefinitionType.Then])
{
    public StepDefinitionAttribute() : this(null) { }
}
