using System.Reflection;
using Reqnroll;
using Reqnroll.Assist;

namespace GherkinEngine.Tables;

/// <summary>One object as names and cells.</summary>
internal sealed class InstanceTable(IEnumerable<KeyValuePair<string, string>> cells)
{
    private readonly List<KeyValuePair<string, string>> _cells = [.. cells];

    public static InstanceTable Of(Table table, Type type)
    {
        var upright = table.RowCount != 1
            || (table.Header.Count == 2 && type.GetProperties().Any(property => ColumnName.Fits(table.Rows[0][0], property.Name)));
        return upright ? new(table.Rows.Select(row => KeyValuePair.Create(row[0], row[1]))) : new(table.Rows[0]);
    }

    public object Create(Type type, InstanceCreationOptions? options)
    {
        var constructor = Constructor(type);
        var parameters = constructor?.GetParameters() ?? [];
        var arguments = parameters.Select(Argument).ToArray();
        var instance = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke(arguments);
        Fill(instance, options, parameters);
        return instance;
    }

    public void Fill(object instance, InstanceCreationOptions? options, params ParameterInfo[] done)
    {
        foreach (var (column, cell) in _cells)
        {
            if (done.Any(parameter => ColumnName.Fits(column, parameter.Name!)))
            {
                continue;
            }

            if (Property(instance.GetType(), column) is { CanWrite: true } property)
            {
                property.SetValue(instance, CellValue.Read(cell, property.PropertyType));
            }
            else if (options?.VerifyAllColumnsBound == true)
            {
                throw new ReqnrollException($"The column '{column}' fits no property of {instance.GetType().Name}.");
            }
        }
    }

    public List<string> Differences(object instance) =>
    [
        .. from cell in _cells
           let property = Property(instance.GetType(), cell.Key)
           where property is null || !CellValue.Same(cell.Value, property.GetValue(instance))
           select property is null
               ? $"{cell.Key}: Property does not exist"
               : $"{cell.Key}: Expected <{cell.Value}>, Actual <{property.GetValue(instance)}>",
    ];

    private static PropertyInfo? Property(Type type, string column) =>
        type.GetProperties().FirstOrDefault(property => ColumnName.Fits(column, property.Name));

    // A type with a parameterless constructor is filled by its properties; a positional record by the constructor that takes its columns.
    private ConstructorInfo? Constructor(Type type) =>
        type.IsValueType && _cells.TrueForAll(cell => Property(type, cell.Key) is null or { CanWrite: true })
            || type.GetConstructor(Type.EmptyTypes) is not null
                ? null
                : type.GetConstructors().MaxBy(constructor => Array.FindAll(constructor.GetParameters(), HasCell).Length)
                    ?? throw new MissingMethodException($"{type.Name} has no public constructor.");

    private bool HasCell(ParameterInfo parameter) => _cells.Exists(cell => ColumnName.Fits(cell.Key, parameter.Name!));

    private object? Argument(ParameterInfo parameter) =>
        HasCell(parameter) ? CellValue.Read(_cells.Find(cell => ColumnName.Fits(cell.Key, parameter.Name!)).Value, parameter.ParameterType)
        : parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;
}
