using System.Text;

namespace Benchmarks.Reporting;

/// <summary>A table in Markdown whose columns also stand below each other in a terminal.</summary>
/// <param name="names">How many columns, from the left, hold names; the others hold figures and stand on the right.</param>
/// <param name="columns">Their headings.</param>
internal sealed class Table(int names, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <exception cref="ArgumentException">The row has more or fewer cells than there are columns.</exception>
    public void Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException($"A row of {cells.Length} cells in a table of {columns.Length} columns.", nameof(cells));
        }

        _rows.Add(cells);
    }

    public override string ToString()
    {
        int[] widths = [.. columns.Select((column, i) => Math.Max(3, _rows.Select(row => row[i].Length).Append(column.Length).Max()))];
        var text = new StringBuilder();
        AppendRow(text, columns, widths);
        text.Append('|').AppendJoin('|', widths.Select((width, i) => i < names ? $" {new string('-', width)} " : $" {new string('-', width)}:")).Append("|\n");
        _rows.ForEach(row => AppendRow(text, row, widths));
        return text.ToString();
    }

    private void AppendRow(StringBuilder text, string[] cells, int[] widths) =>
        text.Append('|').AppendJoin('|', cells.Select((cell, i) => $" {(i < names ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))} ")).Append("|\n");
}
