using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;
using Reqnroll;

namespace GherkinEngine.Expressions;

/// <summary>The text of a step definition, ready to match.</summary>
internal sealed partial class StepPattern
{
    private readonly Regex _regex;
    private readonly GroupTree _groups;
    private readonly IReadOnlyList<ParameterType>? _parameters;

    private StepPattern(string source, string regex, IReadOnlyList<ParameterType>? parameters)
    {
        Source = source;
        _regex = new Regex(regex, RegexOptions.CultureInvariant);
        _groups = GroupTree.Of(_regex);
        _parameters = parameters;
    }

    public string Source { get; }

    public StepDefinitionPatternType Type =>
        _parameters is null ? StepDefinitionPatternType.REGULAR_EXPRESSION : StepDefinitionPatternType.CUCUMBER_EXPRESSION;

    /// <summary>Throws a <see cref="BindingException"/> for what cannot be read.</summary>
    public static StepPattern Of(string source, ExpressionType type, ParameterTypes types)
    {
        if (type == ExpressionType.Unspecified)
        {
            type = ExpressionKind.Of(source);
        }

        if (type == ExpressionType.CucumberExpression)
        {
            var (regex, parameters) = CucumberExpression.Translate(source, types);
            return new StepPattern(source, regex, parameters);
        }

        try
        {
            return new StepPattern(source, $"{(source.StartsWith('^') ? "" : "^")}{source}{(source.EndsWith('$') ? "" : "$")}", null);
        }
        catch (RegexParseException e)
        {
            throw new BindingException($"The regular expression \"{source}\" is wrong: {e.Message}", e);
        }
    }

    /// <summary>The arguments, or <see langword="null"/> if the text is another one.</summary>
    public IReadOnlyList<StepArgument>? Match(string text) => _regex.Match(text) switch
    {
        { Success: false } => null,
        var match when _parameters is null =>
        [
            .. match.Groups.Values.Skip(1).Zip(Flat(_groups), (group, tree) =>
                new StepArgument(group.Success ? group.Value : null, null, tree.Message(match))),
        ],
        var match =>
        [
            .. _groups.Children.Zip(_parameters, (tree, type) => new StepArgument(Value(tree, type, match), type, tree.Message(match))),
        ],
    };

    private static IEnumerable<GroupTree> Flat(GroupTree tree) => tree.Children.SelectMany(child => Flat(child).Prepend(child));

    private static string? Value(GroupTree tree, ParameterType type, Match match)
    {
        if (type.Name != "string")
        {
            return tree.In(match).Value;
        }

        var quoted = tree.In(match).Value;
        return quoted.Length < 2 || quoted[0] is not ('"' or '\'') ? quoted : Escaped().Replace(quoted[1..^1], "$1");
    }

    [GeneratedRegex("""\\(["'\\])""")]
    private static partial Regex Escaped();
}

/// <summary>What one parameter or group took of a step's text; <see langword="null"/> where the group took no part.</summary>
internal sealed record StepArgument(string? Text, ParameterType? Type, Io.Cucumber.Messages.Types.Group Group);
