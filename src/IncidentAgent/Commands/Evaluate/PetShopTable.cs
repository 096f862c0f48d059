using System.Globalization;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>A <c>metrics.csv</c> of PetShop: averages and sums by node and metric, in bins of 5 min; NaN where a cell is empty.</summary>
internal sealed class PetShopTable
{
    private const int HeaderRows = 3;

    private readonly Dictionary<(string Node, string Metric), double[]> _columns;

    private PetShopTable(Dictionary<(string Node, string Metric), double[]> columns, int rows) => (_columns, Rows) = (columns, rows);

    public int Rows { get; }

    /// <summary>The nodes a metric is measured of, by name.</summary>
    public IReadOnlyList<string> NodesWith(string metric) =>
        [.. _columns.Keys.Where(key => key.Metric == metric).Select(key => key.Node).Order(StringComparer.Ordinal)];

    /// <summary>All NaN where the node has no such metric.</summary>
    public double[] Column(string node, string metric) => _columns.TryGetValue((node, metric), out var column) ? column : [.. Enumerable.Repeat(double.NaN, Rows)];

    /// <summary>The rows from one to another.</summary>
    public PetShopTable Slice(int from, int count) => Each(count, column => column[from..(from + count)]);

    /// <summary>All but the rows from one to another.</summary>
    public PetShopTable Without(int from, int count) => Each(Rows - count, column => [.. column[..from], .. column[(from + count)..]]);

    /// <summary>One row of each of several tables.</summary>
    public static PetShopTable Of(IReadOnlyList<PetShopTable> tables, int row)
    {
        var keys = tables.SelectMany(table => table._columns.Keys).Distinct();
        return new PetShopTable(keys.ToDictionary(key => key, key => tables.Select(table => table.Column(key.Node, key.Metric)[row]).ToArray()), tables.Count);
    }

    /// <exception cref="CommandFailedException">The file cannot be read as such a table; exit code 2.</exception>
    public static PetShopTable Read(string path)
    {
        var lines = PetShopFiles.Lines(path).Select(line => line.Split(',')).ToList();
        if (lines.Count <= HeaderRows || lines[0].Length < 2 || lines.Exists(line => line.Length != lines[0].Length))
        {
            throw PetShopFiles.Wrong(path, "not a table of PetShop: three rows of headings and rows of the same length are expected");
        }

        // The last row of headings names the index and is empty beside it; some tables leave it out.
        var body = lines[HeaderRows..].Where(line => line[0] != "unix_timestamp").ToList();
        var columns = new Dictionary<(string, string), double[]>();
        for (var at = 1; at < lines[0].Length; at++)
        {
            var (node, metric, statistic) = (lines[0][at], lines[1][at], lines[2][at]);
            if (statistic is "Average" or "Sum")
            {
                columns[(node, metric)] = [.. body.Select(line => Cell(line[at], path))];
            }
        }

        return new PetShopTable(columns, body.Count);
    }

    private PetShopTable Each(int rows, Func<double[], double[]> change) => new(_columns.ToDictionary(column => column.Key, column => change(column.Value)), rows);

    private static double Cell(string text, string path) => text.Length == 0 ? double.NaN
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : throw PetShopFiles.Wrong(path, $"'{text}' is not a number");
}
