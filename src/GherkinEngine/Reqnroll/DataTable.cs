namespace Reqnroll;

/// <summary>A step's table; the first row is its header.</summary>
public class DataTable : Table
{
    public DataTable(params string[] header) : base(header) { }

    protected internal DataTable(string[] header, string[][]? dataRows) : base(header, dataRows) { }
}
