using Reqnroll;

namespace GherkinEngine.Expressions;

/// <summary>The parameter types a suite can use: the built-in ones, those of its transformations, and its enumerations.</summary>
internal sealed class ParameterTypes
{
    private const string Whole = @"-?\d+";

    // Any punctuation may divide the digits: what it means is decided by the culture that reads the number.
    private const string Fraction = @"[-+]?[\p{Pc}\p{Po}]?\d+(?:[\p{Pc}\p{Po}\p{Pd} ]\d+)*(?:E[-+]?\d+)?";
    private const string Anything = ".*";

    private static readonly (Type Type, string? Alias, string Pattern)[] BuiltIn =
    [
        (typeof(int), "int", Whole), (typeof(long), "long", Whole), (typeof(short), null, Whole), (typeof(byte), "byte", Whole),
        (typeof(float), "float", Fraction), (typeof(double), "double", Fraction), (typeof(decimal), "decimal", Fraction),
        (typeof(bool), null, Anything), (typeof(char), null, Anything), (typeof(DateTime), null, Anything), (typeof(Guid), null, Anything),
    ];

    private readonly Dictionary<string, ParameterType> _byName = new()
    {
        [""] = new ParameterType("", typeof(object), [Anything], true),
        ["word"] = new ParameterType("word", typeof(string), [@"[^\s]+"], true),
        ["string"] = new ParameterType("string", typeof(string), [@"""([^""\\]*(\\.[^""\\]*)*)""|'([^'\\]*(\\.[^'\\]*)*)'"], true),
    };

    public ParameterTypes(IEnumerable<(string? Name, Type Type, string? Pattern)> own, IEnumerable<Type> enumerations)
    {
        foreach (var (type, alias, pattern) in BuiltIn)
        {
            Add(new ParameterType(type.Name, type, [pattern], true));
            if (alias is not null)
            {
                Add(new ParameterType(alias, type, [pattern], true));
            }
        }

        foreach (var (name, type, pattern) in own)
        {
            Add(new ParameterType(name ?? type.Name, type, [Unanchored(pattern ?? Anything)]));
            if (name is null && Array.Find(BuiltIn, entry => entry.Type == type).Alias is { } alias)
            {
                Add(new ParameterType(alias, type, [Unanchored(pattern ?? Anything)]));
            }
        }

        foreach (var (type, name) in enumerations.SelectMany(type => new[] { (type, type.Name), (type, type.FullName!) }))
        {
            if (!_byName.ContainsKey(name))
            {
                Add(new ParameterType(name, type, [Anything], true));
            }
        }
    }

    public IEnumerable<ParameterType> All => _byName.Values;

    public ParameterType Named(string name, string expression) =>
        _byName.GetValueOrDefault(name) ?? throw new UnknownParameterTypeException(name, expression);

    private static string Unanchored(string pattern) => pattern.TrimStart('^').TrimEnd('$');

    private void Add(ParameterType added)
    {
        if (!_byName.TryGetValue(added.Name, out var known))
        {
            _byName[added.Name] = added;
        }
        else if (known.Type == added.Type)
        {
            _byName[added.Name] = known with
            {
                Patterns = [.. known.Patterns.Union(added.Patterns)],
                IsBuiltIn = known.IsBuiltIn && added.IsBuiltIn,
            };
        }
        else
        {
            throw new BindingException(
                $"The parameter type {{{added.Name}}} would be {known.Type.Name} and {added.Type.Name}: name one of them otherwise.");
        }
    }
}
