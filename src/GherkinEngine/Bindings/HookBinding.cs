using System.Reflection;
using Reqnroll;

namespace GherkinEngine.Bindings;

/// <summary>One attribute of a hook.</summary>
internal sealed class HookBinding(MethodInfo method, HookAttribute attribute) : BindingMethod(method)
{
    private readonly string[] _tags = [.. attribute.Tags.Select(tag => tag.TrimStart('@'))];

    public HookMoment Moment => attribute.Moment;

    public int Order => attribute.Order;

    /// <summary>The tags as a Cucumber tag expression, or <see langword="null"/>.</summary>
    public string? TagExpression => _tags.Length == 0 ? null : string.Join(" or ", _tags.Select(tag => '@' + tag));

    public bool AppliesTo(IEnumerable<string> tags) => _tags.Length == 0 || _tags.Intersect(tags).Any();
}
