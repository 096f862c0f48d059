using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentAgent.Investigation.Remediation;

/// <summary>Collects what is wrong with a YAML file, each problem with its line.</summary>
internal sealed class YamlProblems
{
    private const int MostCharacters = 1000;

    private readonly List<string> _problems = [];

    public IReadOnlyList<string> All => _problems;

    public void Add(Mark at, string problem) => _problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {at.Line}: {problem}"));

    public void Unless(bool condition, YamlNode at, string problem)
    {
        if (!condition)
        {
            Add(at.Start, problem);
        }
    }

    /// <summary>A node's text; empty, with a problem, when it is none.</summary>
    public string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text))
        {
            Unless(text.Length <= MostCharacters, node, $"this text has {text.Length} characters; it may have {MostCharacters}.");
            return text.Trim();
        }

        Add(node.Start, "here must be text; put it in quotes when it holds ': ' or begins with a sign.");
        return "";
    }

    public T OneOf<T>(YamlNode node, string what, IReadOnlyDictionary<string, T> known)
        where T : struct => OneOf(node, Text(node), what, known);

    public T OneOf<T>(YamlNode node, string text, string what, IReadOnlyDictionary<string, T> known)
        where T : struct
    {
        Unless(text.Length == 0 || known.ContainsKey(text), node, $"'{text}' is not {what}; it must be one of {string.Join(", ", known.Keys)}.");
        return known.GetValueOrDefault(text);
    }
}

/// <summary>The fields of one YAML mapping; what is missing or wrong becomes a problem, and reading goes on.</summary>
internal sealed class YamlFields
{
    private const int MostItems = 20;

    private readonly YamlNode _node;
    private readonly string _what;
    private readonly YamlProblems _problems;
    private readonly Dictionary<string, YamlNode> _fields = [];
    private readonly List<string> _known = [];

    /// <param name="node">The mapping.</param>
    /// <param name="what">What it describes, for messages.</param>
    /// <param name="problems">Where to say what is wrong.</param>
    public YamlFields(YamlNode node, string what, YamlProblems problems)
    {
        (_node, _what, _problems) = (node, what, problems);
        problems.Unless(node is YamlMappingNode, node, $"{what} must be a list of names and values, such as 'id: restart-process'.");
        foreach (var (key, value) in node is YamlMappingNode map ? map.Children.AsEnumerable() : [])
        {
            _fields[problems.Text(key)] = value;
        }
    }

    public YamlNode? Required(string name)
    {
        var node = Optional(name);
        _problems.Unless(node is not null || _node is not YamlMappingNode, _node, $"{_what} has no {name}; add '{name}: …'.");
        return node;
    }

    public Template Template(string name) => new(Required(name) is { } node ? _problems.Text(node) : "");

    public IReadOnlyList<Template> Templates(string name) => [.. List(name).Select(item => new Template(_problems.Text(item)))];

    /// <param name="name">The field's.</param>
    /// <param name="fault">What is wrong with a text, or <see langword="null"/>.</param>
    /// <param name="required">Whether it must be there.</param>
    public Template? Checked(string name, Func<string, string?> fault, bool required = false)
    {
        if ((required ? Required(name) : Optional(name)) is not { } node)
        {
            return null;
        }

        var text = _problems.Text(node);
        var problem = fault(text);
        _problems.Unless(problem is null, node, $"{name} {problem}");
        return new(text);
    }

    public string? Match(string name, Regex shape, string words)
    {
        if (Required(name) is not { } node)
        {
            return null;
        }

        var text = _problems.Text(node);
        _problems.Unless(shape.IsMatch(text), node, $"{name} is '{Sources.Words.OneLine(text)}'; it must be {words}.");
        return shape.IsMatch(text) ? text : null;
    }

    public T OneOf<T>(string name, IReadOnlyDictionary<string, T> known)
        where T : struct => Required(name) is { } node ? _problems.OneOf(node, $"a {name}", known) : default;

    public IReadOnlyList<YamlNode> List(string name, bool required = false)
    {
        var node = required ? Required(name) : Optional(name);
        if (node is null)
        {
            return [];
        }

        var items = node is YamlSequenceNode list ? [.. list.Children] : Array.Empty<YamlNode>();
        _problems.Unless(node is YamlSequenceNode, node, $"{name} must be a list; begin each item with '- '.");
        _problems.Unless(!required || node is not YamlSequenceNode || items.Length > 0, node, $"{name} is empty; name at least one.");
        _problems.Unless(items.Length <= MostItems, node, $"{name} has {items.Length} items; it may have {MostItems}.");
        return items;
    }

    public IReadOnlyDictionary<string, string> Labels(string name)
    {
        if (Optional(name) is not { } node)
        {
            return new Dictionary<string, string>();
        }

        var labels = new YamlFields(node, name, _problems);
        return labels._fields.ToDictionary(label => label.Key, label => _problems.Text(label.Value));
    }

    /// <summary>Every field that was not asked for is a problem: a misspelled name is not left out quietly.</summary>
    public void NothingElse()
    {
        foreach (var (name, value) in _fields.Where(field => !_known.Contains(field.Key)))
        {
            _problems.Add(value.Start, $"{_what} has no field '{Sources.Words.OneLine(name)}'; it may have {string.Join(", ", _known)}.");
        }
    }

    private YamlNode? Optional(string name)
    {
        _known.Add(name);
        return _fields.GetValueOrDefault(name);
    }
}
