using System.Diagnostics;
using System.Globalization;

namespace IncidentAgent.Tests.Support;

/// <summary>The agent's database, read with the <c>sqlite3</c> tool: what is in the file, whatever the agent says about it.</summary>
internal sealed class StoreFile(string directory)
{
    private readonly string _database = Path.Combine(directory, "incident-agent.db");

    /// <summary>The rows a statement returns, each value as text.</summary>
    public async Task<IReadOnlyList<string[]>> RowsAsync(string sql)
    {
        var start = new ProcessStartInfo("sqlite3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-batch", "-noheader", "-separator", "\u001f", "-cmd", ".timeout 10000", _database, sql },
        };
        using var tool = Process.Start(start)!;
        var complaints = tool.StandardError.ReadToEndAsync();
        var rows = await tool.StandardOutput.ReadToEndAsync();
        await tool.WaitForExitAsync();
        return tool.ExitCode == 0
            ? [.. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('\u001f'))]
            : throw new InvalidOperationException($"sqlite3 refused '{sql}': {await complaints}");
    }

    /// <summary>The first value of each row.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(string sql) => [.. (await RowsAsync(sql)).Select(row => row[0])];

    public async Task<int> CountAsync(string tableAndCondition) =>
        int.Parse((await ColumnAsync($"SELECT count(*) FROM {tableAndCondition}"))[0], CultureInfo.InvariantCulture);

    /// <summary>Waits until so many rows are there.</summary>
    public Task<int> HasAsync(int rows, string tableAndCondition) =>
        Eventually.Observe($"{rows} rows of {tableAndCondition}", () => CountAsync(tableAndCondition), count => count == rows);
}
