namespace GherkinEngine.Tables;

internal static class ColumnName
{
    /// <summary>Whether a column names a property: letters and digits count, their case does not.</summary>
    public static bool Fits(string column, string property) => string.Equals(Bare(column), Bare(property), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
