using System.Globalization;
using System.Text;
using Reqnroll;

namespace GherkinEngine.Tables;

/// <summary>A table against a set of objects, as a difference to read.</summary>
internal static class SetComparison
{
    public static void Check<T>(Table table, List<T> set, bool inOrder)
    {
        if (table.Header.FirstOrDefault(column => !Has<T>(column)) is { } unknown)
        {
            throw new ComparisonException($"{typeof(T).Name} has no property for the column '{unknown}'.");
        }

        var surplus = set.Cast<object>().ToList();
        var lines = new List<(char Mark, string[] Cells)>();
        for (var i = 0; i < table.RowCount; i++)
        {
            var row = table.Rows[i];
            var match = inOrder
                ? (i < set.Count && Fits(row, set[i]!) ? surplus.IndexOf(set[i]!) : -1)
                : surplus.FindIndex(item => Fits(row, item));
            lines.Add((match >= 0 ? ' ' : '-', [.. row.Values]));
            if (match >= 0)
            {
                surplus.RemoveAt(match);
            }
        }

        lines.AddRange(surplus.Select(item => ('+', table.Header.Select(column => Text(item, column)).ToArray())));
        if (lines.Exists(line => line.Mark != ' '))
        {
            throw new ComparisonException(Told(table, lines));
        }
    }

    private static string Told(Table table, List<(char Mark, string[] Cells)> lines)
    {
        lines.Insert(0, (' ', [.. table.Header]));
        var widths = table.Header.Select((_, column) => lines.Max(line => line.Cells[column].Length)).ToArray();
        var text = new StringBuilder("The set is not the table's (- is missing, + is surplus):\n");
        foreach (var (mark, cells) in lines)
        {
            text.Append(mark).Append(" | ").AppendJoin(" | ", cells.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
        }

        return text.ToString();
    }

    private static bool Fits(DataTableRow row, object item) => new InstanceTable(row).Differences(item).Count == 0;

    private static bool Has<T>(string column) => typeof(T).GetProperties().Any(property => ColumnName.Fits(column, property.Name));

    private static string Text(object item, string column) =>
        Convert.ToString(
            item.GetType().GetProperties().First(property => ColumnName.Fits(column, property.Name)).GetValue(item),
            CultureInfo.InvariantCulture) ?? "";
}
