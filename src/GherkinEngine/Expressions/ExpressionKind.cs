using System.Text.RegularExpressions;
using Reqnroll;

namespace GherkinEngine.Expressions;

/// <summary>Tells a Cucumber expression from a regular one by its look, as Reqnroll does.</summary>
internal static partial class ExpressionKind
{
    public static ExpressionType Of(string source) =>
        source.StartsWith('^') || source.EndsWith('$') ? ExpressionType.RegularExpression
        : Parameter().IsMatch(source) ? ExpressionType.CucumberExpression
        : Idiom().IsMatch(source) ? ExpressionType.RegularExpression
        : ExpressionType.CucumberExpression;

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\([^)]+[*+]\)|\.\*|\\\.|\\d\+")]
    private static partial Regex Idiom();
}
