using System.Text.RegularExpressions;
using Reqnroll.Bindings;

namespace GherkinEngine.Bindings;

/// <summary>A step definition to paste for a step that has none.</summary>
internal static partial class Snippet
{
    public static string For(StepDefinitionType type, string text, bool hasTable, bool hasDocString)
    {
        var parameters = new List<string>();
        var expression = Value().Replace(Special().Replace(text, @"\$0"), match => Placeholder(match, parameters));
        if (hasTable)
        {
            parameters.Add("DataTable table");
        }

        if (hasDocString)
        {
            parameters.Add("string text");
        }

        var words = Word().Matches(Value().Replace(text, " ")).Select(word => word.Value);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return $$"""
            [{{type}}("{{expression.Replace("\\", "\\\\").Replace("\"", "\\\"")}}")]
            public void {{type}}{{name}}({{string.Join(", ", parameters)}})
            {
                throw new PendingStepException();
            }
            """;
    }

    private static string Placeholder(Match match, List<string> parameters)
    {
        var (placeholder, type) = match.Value switch
        {
            ['"', ..] or ['\'', ..] => ("{string}", "string"),
            var number when number.Contains('.') => ("{decimal}", "decimal"),
            _ => ("{int}", "int"),
        };
        parameters.Add($"{type} p{parameters.Count}");
        return placeholder;
    }

    [GeneratedRegex("""
        "[^"]*"|(?<!\w)'[^']*'(?!\w)|(?<![\w.])-?\d+(?:\.\d+)?(?![\w.]*\w)
        """)]
    private static partial Regex Value();

    [GeneratedRegex(@"[{}()/\\]")]
    private static partial Regex Special();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
