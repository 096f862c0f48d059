using System.Text;

namespace Reqnroll;

/// <summary>A step's table; the first row is its header. <see cref="DataTable"/> is its newer name.</summary>
public class Table
{
    private readonly string[] _header;

    public Table(params string[] header) : this(header, null) { }

    protected internal Table(string[] header, string[][]? dataRows)
    {
        if (header.Length == 0)
        {
            throw new ArgumentException("A table needs a header.", nameof(header));
        }

        _header = header;
        foreach (var row in dataRows ?? [])
        {
            Rows.Add(new DataTableRow(this, row));
        }
    }

    public ICollection<string> Header => _header;

    public DataTableRows Rows { get; } = new();

    public int RowCount => Rows.Count;

    public bool ContainsColumn(string column) => ColumnOf(column) >= 0;

    public void AddRow(params string[] cells) => Rows.Add(new DataTableRow(this,
        cells.Length == _header.Length
            ? cells
            : throw new ArgumentException($"A row of {cells.Length} cells does not fit a table of {_header.Length} columns:\n{this}")));

    public void AddRow(IDictionary<string, string> values)
    {
        var cells = _header.Select(_ => "").ToArray();
        foreach (var (column, value) in values)
        {
            cells[Column(column)] = value;
        }

        AddRow(cells);
    }

    public void RenameColumn(string oldColumn, string newColumn) => _header[Column(oldColumn)] = newColumn;

    public override string ToString()
    {
        string[][] lines = [_header, .. Rows.Select(row => row.Values.ToArray())];
        var widths = _header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("| ").AppendJoin(" | ", line.Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
        }

        return text.ToString();
    }

    internal int ColumnOf(string column) => Array.IndexOf(_header, column);

    internal int Column(string column) => ColumnOf(column) is >= 0 and var index
        ? index
        : throw new IndexOutOfRangeException($"The table has no column '{column}':\n{this}");
}
