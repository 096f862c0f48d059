namespace Reqnroll;

/// <summary>
/// A method that turns a step's argument into its return type. It is chosen by that type and by <see cref="Regex"/>; its
/// groups, or without it the whole argument, become the method's parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class StepArgumentTransformationAttribute : Attribute
{
    public const int DefaultOrder = 10000;

    public StepArgumentTransformationAttribute() { }

    public StepArgumentTransformationAttribute(string? regex, int order = DefaultOrder)
    {
        Regex = regex;
        Order = order;
    }

    public string? Regex { get; set; }

    /// <summary>The parameter type's name in Cucumber expressions; the return type's name by default.</summary>
    public string? Name { get; set; }

    /// <summary>The lowest matching one is used; 10000 by default.</summary>
    public int Order { get; set; } = DefaultOrder;
}
