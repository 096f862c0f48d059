using GherkinEngine.Tables;

namespace Reqnroll;

/// <summary>Whole sets against tables.</summary>
public static class SetComparisonExtensionMethods
{
    /// <summary>
    /// Compares in the table's columns only. Throws a <see cref="ComparisonException"/> that shows the table with the missing rows
    /// marked <c>-</c> and the surplus ones <c>+</c>.
    /// </summary>
    public static void CompareToSet<T>(this Table table, IEnumerable<T> set, bool sequentialEquality = false) =>
        SetComparison.Check(table, [.. set], sequentialEquality);
}
