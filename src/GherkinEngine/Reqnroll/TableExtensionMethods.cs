using GherkinEngine.Tables;
using Reqnroll.Assist;

namespace Reqnroll;

/// <summary>
/// Objects from tables. A column is the property of its name, whatever its case, spaces and underscores. An instance stands in
/// one row, or in two columns of names and values.
/// </summary>
public static class TableExtensionMethods
{
    public static T CreateInstance<T>(this Table table) => CreateInstance<T>(table, (InstanceCreationOptions?)null);

    public static T CreateInstance<T>(this Table table, InstanceCreationOptions? creationOptions) =>
        (T)InstanceTable.Of(table, typeof(T)).Create(typeof(T), creationOptions);

    public static T CreateInstance<T>(this Table table, Func<T> methodToCreateTheInstance)
    {
        object instance = methodToCreateTheInstance()!;
        InstanceTable.Of(table, typeof(T)).Fill(instance, null);
        return (T)instance;
    }

    public static void FillInstance(this Table table, object instance) => InstanceTable.Of(table, instance.GetType()).Fill(instance, null);

    public static IEnumerable<T> CreateSet<T>(this Table table) => CreateSet<T>(table, (InstanceCreationOptions?)null);

    public static IEnumerable<T> CreateSet<T>(this Table table, InstanceCreationOptions? creationOptions) =>
        [.. table.Rows.Select(row => (T)new InstanceTable(row).Create(typeof(T), creationOptions))];

    public static IEnumerable<T> CreateSet<T>(this Table table, Func<T> methodToCreateEachInstance) =>
        CreateSet(table, _ => methodToCreateEachInstance());

    public static IEnumerable<T> CreateSet<T>(this Table table, Func<DataTableRow, T> methodToCreateEachInstance) =>
        [.. table.Rows.Select(row =>
        {
            object instance = methodToCreateEachInstance(row)!;
            new InstanceTable(row).Fill(instance, null);
            return (T)instance;
        })];
}
