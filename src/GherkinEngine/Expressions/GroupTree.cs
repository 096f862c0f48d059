using System.Text.RegularExpressions;
using Group = Io.Cucumber.Messages.Types.Group;

namespace GherkinEngine.Expressions;

/// <summary>How a regular expression's groups are nested, which a match does not tell and reports show.</summary>
internal sealed class GroupTree
{
    private readonly List<GroupTree> _children = [];
    private string _name = "0";

    public IReadOnlyList<GroupTree> Children => _children;

    public static GroupTree Of(Regex regex)
    {
        var root = new GroupTree();
        var open = new Stack<GroupTree?>();
        var source = regex.ToString();
        var (inClass, count) = (false, 0);
        for (var i = 0; i < source.Length; i++)
        {
            switch (source[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    var name = i + 1 < source.Length && source[i + 1] == '?' ? NameAt(source, i + 2) : $"{++count}";
                    var parent = open.FirstOrDefault(group => group is not null) ?? root;
                    open.Push(name is null ? null : parent.Add(name));
                    break;
                case ')' when !inClass:
                    open.Pop();
                    break;
            }
        }

        return root;
    }

    public System.Text.RegularExpressions.Group In(Match match) => match.Groups[_name];

    /// <summary>What the match has here; a group that took no part is empty.</summary>
    public Group Message(Match match)
    {
        var group = In(match);
        return new Group(
            _children.Count == 0 ? null : [.. _children.Select(child => child.Message(match))],
            group.Success ? group.Index : null,
            group.Success ? group.Value : null);
    }

    private static string? NameAt(string source, int at) =>
        source[at] is '<' or '\'' && source[at + 1] is not ('=' or '!')
            ? source[(at + 1)..source.IndexOf(source[at] == '<' ? '>' : '\'', at + 1)]
            : null;

    private GroupTree Add(string name)
    {
        var child = new GroupTree { _name = name };
        _children.Add(child);
        return child;
    }
}
