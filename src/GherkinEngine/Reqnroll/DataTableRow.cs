using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Reqnroll;

/// <summary>One row of a table: its cells by column. Cells change, columns do not.</summary>
public class DataTableRow : IDictionary<string, string>
{
    private readonly Table _table;
    private readonly string[] _cells;

    internal DataTableRow(Table table, string[] cells)
    {
        _table = table;
        _cells = cells;
    }

    public string this[string header]
    {
        get => _cells[_table.Column(header)];
        set => _cells[_table.Column(header)] = value;
    }

    public string this[int index] => _cells[index];

    public int Count => _cells.Length;

    public ICollection<string> Keys => _table.Header;

    public ICollection<string> Values => _cells;

    bool ICollection<KeyValuePair<string, string>>.IsReadOnly => false;

    public bool ContainsKey(string key) => _table.ContainsColumn(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var column = _table.ColumnOf(key);
        value = column < 0 ? null : _cells[column];
        return column >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _table.Header.Zip(_cells, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void IDictionary<string, string>.Add(string key, string value) => throw Fixed();

    bool IDictionary<string, string>.Remove(string key) => throw Fixed();

    void ICollection<KeyValuePair<string, string>>.Add(KeyValuePair<string, string> item) => throw Fixed();

    bool ICollection<KeyValuePair<string, string>>.Remove(KeyValuePair<string, string> item) => throw Fixed();

    void ICollection<KeyValuePair<string, string>>.Clear() => throw Fixed();

    bool ICollection<KeyValuePair<string, string>>.Contains(KeyValuePair<string, string> item) =>
        TryGetValue(item.Key, out var value) && value == item.Value;

    void ICollection<KeyValuePair<string, string>>.CopyTo(KeyValuePair<string, string>[] array, int arrayIndex)
    {
        foreach (var cell in this)
        {
            array[arrayIndex++] = cell;
        }
    }

    private static ReqnrollException Fixed() => new("The columns of a table's row are those of the table; they cannot be changed.");
}
