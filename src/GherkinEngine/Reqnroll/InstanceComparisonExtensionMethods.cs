using GherkinEngine.Tables;

namespace Reqnroll;

/// <summary>One object against a table.</summary>
public static class InstanceComparisonExtensionMethods
{
    /// <summary>Throws a <see cref="ComparisonException"/> that names each property that differs.</summary>
    public static void CompareToInstance<T>(this Table table, T instance)
    {
        if (instance is null)
        {
            throw new ComparisonException("There is nothing to compare: the instance is null.");
        }

        var differences = InstanceTable.Of(table, typeof(T)).Differences(instance);
        if (differences.Count > 0)
        {
            throw new ComparisonException("The following fields did not match:\n" + string.Join('\n', differences));
        }
    }
}
