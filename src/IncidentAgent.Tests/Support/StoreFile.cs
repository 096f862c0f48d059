using System.Globalization;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Tests.Support;

/// <summary>The agent's database, read over a connection of its own: what is in the file, whatever the agent says about it.</summary>
internal sealed class StoreFile(string directory)
{
    // Not pooled: a connection that stays open would be in the way of an agent that ends or starts.
    private readonly string _connection = $"Data Source={Path.Combine(directory, "incident-agent.db")};Mode=ReadWrite;Pooling=False";

    /// <summary>The rows a statement returns, each value as text.</summary>
    public async Task<IReadOnlyList<string[]>> RowsAsync(string sql)
    {
        await using var connection = new SqliteConnection(_connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))]);
        }

        return rows;
    }

    /// <summary>The first value of each row.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(string sql) => [.. (await RowsAsync(sql)).Select(row => row[0])];

    public async Task<int> CountAsync(string tableAndCondition) =>
        int.Parse((await ColumnAsync($"SELECT count(*) FROM {tableAndCondition}"))[0], CultureInfo.InvariantCulture);

    /// <summary>Waits until so many rows are there.</summary>
    public Task<int> HasAsync(int rows, string tableAndCondition) =>
        Eventually.Observe($"{rows} rows of {tableAndCondition}", () => CountAsync(tableAndCondition), count => count == rows);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
