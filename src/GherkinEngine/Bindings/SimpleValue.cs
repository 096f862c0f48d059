using System.ComponentModel;
using System.Globalization;
using Reqnroll;

namespace GherkinEngine.Bindings;

/// <summary>A value that needs no transformation: what .NET can convert by itself.</summary>
internal static class SimpleValue
{
    /// <summary>Throws what the conversion throws.</summary>
    public static object? Of(object value, Type type, CultureInfo culture)
    {
        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        if (type == typeof(DataTable) && value is Table table)
        {
            return new DataTable([.. table.Header], [.. table.Rows.Select(row => row.Values.ToArray())]);
        }

        if (type.IsEnum && value is string name)
        {
            return Enum.Parse(type, name.Replace(" ", ""), ignoreCase: true);
        }

        var converter = TypeDescriptor.GetConverter(type);
        return value is string && converter.CanConvertFrom(typeof(string)) && !type.IsPrimitive && type != typeof(decimal)
            ? converter.ConvertFrom(null, culture, value)
            : Convert.ChangeType(value, type, culture);
    }
}
