using System.Globalization;
using IncidentAgent.Investigation.Sources;
using Microsoft.Extensions.Options;

namespace IncidentAgent;

/// <summary>Collects what is wrong with a section, each problem with the full key, the value and what it may be.</summary>
internal sealed class OptionProblems(string section)
{
    private readonly List<string> _problems = [];

    public ValidateOptionsResult Result => _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);

    public void Range<T>(string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            Add(key, string.Create(CultureInfo.InvariantCulture, $"is {value}; it must be between {least} and {most}."));
        }
    }

    public void Longer(string key, TimeSpan value, string otherKey, TimeSpan other)
    {
        if (value <= other)
        {
            Add(key, $"is {value}; it must be longer than {section}:{otherKey}, which is {other}.");
        }
    }

    /// <param name="key">Below the section.</param>
    /// <param name="query">PromQL or LogQL.</param>
    /// <param name="onlyLabel">The only label that may be filled in; any when <see langword="null"/>.</param>
    public void Template(string key, string query, string? onlyLabel = null)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            Add(key, "is empty; it must be a query.");
            return;
        }

        try
        {
            var other = QueryTemplate.Parse(query).Labels.FirstOrDefault(label => onlyLabel is not null && label != onlyLabel);
            if (other is not null)
            {
                Add(key, $"is '{query}'; it may hold {{{onlyLabel}}}, but not {{{other}}}.");
            }
        }
        catch (FormatException e)
        {
            Add(key, $"is '{query}'; {e.Message}");
        }
    }

    /// <returns>Whether it is one.</returns>
    public bool LabelName(string key, string name)
    {
        var isOne = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!isOne)
        {
            Add(key, $"is '{name}'; it must be a label's name of letters, digits and '_'.");
        }

        return isOne;
    }

    public void Add(string key, string problem) => _problems.Add($"{section}:{key} {problem}");
}
