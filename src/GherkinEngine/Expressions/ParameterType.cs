namespace GherkinEngine.Expressions;

/// <summary>What stands in braces in a Cucumber expression: a name, the texts it matches, the type it becomes.</summary>
internal sealed record ParameterType(string Name, Type Type, IReadOnlyList<string> Patterns, bool IsBuiltIn = false)
{
    /// <summary>One capturing group.</summary>
    public string Group => Patterns is [var only] ? $"({only})" : $"({string.Join('|', Patterns.Select(pattern => $"(?:{pattern})"))})";
}
