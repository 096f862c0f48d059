using System.Reflection;
using System.Text.RegularExpressions;
using Reqnroll;

namespace GherkinEngine.Bindings;

/// <summary>One attribute of a step argument transformation.</summary>
internal sealed class TransformationBinding(MethodInfo method, StepArgumentTransformationAttribute attribute) : BindingMethod(method)
{
    private readonly bool _takesTable = typeof(Table).IsAssignableFrom(method.GetParameters().FirstOrDefault()?.ParameterType);

    public Type Target { get; } = Awaited(method.ReturnType);

    public string? Name => attribute.Name;

    public string? Pattern => attribute.Regex;

    public int Order => attribute.Order;

    public bool TakesTable => _takesTable;

    private Regex? Regex { get; } =
        attribute.Regex is null ? null : new Regex($"^(?:{attribute.Regex.TrimStart('^').TrimEnd('$')})$", RegexOptions.CultureInvariant);

    public bool Takes(object value, Type target) =>
        Target == target && (Regex is not null && value is string text ? Regex.IsMatch(text) : _takesTable == value is Table);

    /// <summary>The values for the method's parameters.</summary>
    public object[] Inputs(object value) =>
        Regex is not null && value is string text ? [.. Regex.Match(text).Groups.Values.Skip(1).Select(group => group.Value)] : [value];
}
