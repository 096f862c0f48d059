namespace Reqnroll;

/// <summary>How the text of a step definition is read.</summary>
public enum ExpressionType
{
    Unspecified,
    CucumberExpression,
    RegularExpression,
}
