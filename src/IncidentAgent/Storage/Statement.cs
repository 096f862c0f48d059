using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>A prepared statement whose parameters are <c>$1</c>, <c>$2</c>, … in order.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"${number}" });
        }
    }

    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first row's first columns; empty when there is no row.</summary>
    public long[] Row(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        if (!reader.Read())
        {
            return [];
        }

        var row = new long[reader.FieldCount];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = reader.GetInt64(column);
        }

        return row;
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            _command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }
    }

    public void Dispose() => _command.Dispose();
}
