using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace IncidentAgent.Commands;

/// <summary>What configuration binding would read into a type: a value, named members, or any number of one kind of item.</summary>
internal abstract record OptionShape
{
    /// <summary>Stands in a key for a name or number that its writer chooses.</summary>
    public const string Any = "*";

    private const int MostLevels = 8;

    private OptionShape() { }

    /// <summary>Whether a value at this path is read.</summary>
    public abstract bool Has(ReadOnlySpan<string> path);

    /// <summary>Every path to a value, below the given one.</summary>
    public abstract IEnumerable<string> Keys(string path);

    public static OptionShape Of(Type type) => type switch
    {
        _ when IsValue(type) => new Value(),
        _ when DictionaryItem(type) is { } item => new Items(item, Numbered: false),
        _ when ListItem(type) is { } item => new Items(item, Numbered: true),
        _ => new Members([.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => IsBound(type, property))]),
    };

    private static bool IsValue(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)) || type == typeof(byte[]);

    private static Type? DictionaryItem(Type type) =>
        Implemented(type, typeof(IDictionary<,>))?.GenericTypeArguments[1] ?? Implemented(type, typeof(IReadOnlyDictionary<,>))?.GenericTypeArguments[1];

    private static Type? ListItem(Type type) => Implemented(type, typeof(IEnumerable<>))?.GenericTypeArguments[0];

    private static Type? Implemented(Type type, Type generic) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == generic);

    /// <summary>A property that only computes something from others is no option.</summary>
    private static bool IsBound(Type type, PropertyInfo property) =>
        property.GetIndexParameters().Length == 0
        && (property.SetMethod is { IsPublic: true }
            || (property.CanRead && !IsValue(property.PropertyType))
            || type.GetConstructors().Any(constructor =>
                constructor.GetParameters().Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase))));

    private sealed record Value : OptionShape
    {
        public override bool Has(ReadOnlySpan<string> path) => path.IsEmpty;

        public override IEnumerable<string> Keys(string path) => [path];
    }

    private sealed record Members(IReadOnlyList<PropertyInfo> Properties) : OptionShape
    {
        public override bool Has(ReadOnlySpan<string> path)
        {
            if (path.IsEmpty)
            {
                return false;
            }

            var name = path[0];
            var member = Properties.FirstOrDefault(property => NameOf(property).Equals(name, StringComparison.OrdinalIgnoreCase));
            return member is not null && Of(member.PropertyType).Has(path[1..]);
        }

        public override IEnumerable<string> Keys(string path) => path.Count(c => c == ':') >= MostLevels
            ? []
            : Properties.SelectMany(property => Of(property.PropertyType).Keys($"{path}:{NameOf(property)}"));

        private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;
    }

    private sealed record Items(Type Item, bool Numbered) : OptionShape
    {
        public override bool Has(ReadOnlySpan<string> path) =>
            !path.IsEmpty
            && (!Numbered || int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            && Of(Item).Has(path[1..]);

        public override IEnumerable<string> Keys(string path) => Of(Item).Keys($"{path}:{Any}");
    }
}
