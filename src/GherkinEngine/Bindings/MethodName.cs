using System.Reflection;
using System.Text.RegularExpressions;

namespace GherkinEngine.Bindings;

/// <summary>
/// The text of a step definition that has none: its method's name, in Pascal case or with underscores, without the keyword;
/// a parameter's name in capitals, or <c>P0</c>, stands for the parameter.
/// </summary>
internal static partial class MethodName
{
    public static string Pattern(MethodInfo method)
    {
        var parameters = method.GetParameters().Select((parameter, index) => new[] { parameter.Name!.ToUpperInvariant(), $"P{index}" }).ToList();
        var name = Keyword().Replace(method.Name, "");
        var parts = name.Split('_', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(part => parameters.Exists(names => names.Contains(part)) ? [part] : Words(part));
        return string.Join(
            @"\W+",
            parts.Select(part => parameters.Exists(names => names.Contains(part)) ? "[\"']?(.*?)[\"']?" : $"(?i:{part})"));
    }

    private static IEnumerable<string> Words(string part) => Word().Matches(part).Select(match => match.Value);

    [GeneratedRegex("^(Given|When|Then)_?")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Nd}+")]
    private static partial Regex Word();
}
