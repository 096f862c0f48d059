using System.Globalization;
using GherkinEngine.Bindings;
using Reqnroll;

namespace GherkinEngine.Tables;

/// <summary>Values of a table's cells, in the invariant culture.</summary>
internal static class CellValue
{
    public static object? Read(string cell, Type type)
    {
        if (type == typeof(string))
        {
            return cell;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return cell.Length == 0 ? null : Read(cell, underlying);
        }

        try
        {
            return SimpleValue.Of(cell, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or InvalidCastException)
        {
            throw new ReqnrollException($"The cell '{cell}' is no {type.Name}.", e);
        }
    }

    /// <summary>Whether a cell says this value: by the value's type, so that <c>1.0</c> is 1, else by its text.</summary>
    public static bool Same(string cell, object? value)
    {
        if (value is null or string)
        {
            return cell == (value as string ?? "");
        }

        try
        {
            return Equals(Read(cell, value.GetType()), value);
        }
        catch (ReqnrollException)
        {
            return cell == Convert.ToString(value, CultureInfo.InvariantCulture);
        }
    }
}
