using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentAgent.Storage;

/// <summary>A prepared statement whose parameters are <c>?1</c>, <c>?2</c>, …, bound from bytes: SQLite copies them, nothing is allocated.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        Parameters = raw.sqlite3_bind_parameter_count(_statement);
    }

    public int Parameters { get; }

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string text)
    {
        Check(Text(parameter, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        Check(Blob(parameter, blob));
        return this;
    }

    /// <summary>Binds the next values of a row to the parameters from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public Statement Bind(ref RowReader row, int first, int last)
    {
        for (var parameter = first; parameter <= last; parameter++)
        {
            Check(row.Kind switch
            {
                RowReader.Integer => raw.sqlite3_bind_int64(_statement, parameter, row.Number()),
                RowReader.Text => Text(parameter, row.Bytes(RowReader.Text)),
                RowReader.Blob => Blob(parameter, row.Bytes(RowReader.Blob)),
                _ => BindNull(ref row, parameter),
            });
        }

        return this;
    }

    // An empty span has no address, and a value without one is NULL.
    private int Text(int parameter, ReadOnlySpan<byte> text) =>
        text.IsEmpty ? raw.sqlite3_bind_text(_statement, parameter, "") : raw.sqlite3_bind_text(_statement, parameter, text);

    private int Blob(int parameter, ReadOnlySpan<byte> blob) =>
        blob.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, blob);

    private int BindNull(ref RowReader row, int parameter)
    {
        row.Skip(1);
        return raw.sqlite3_bind_null(_statement, parameter);
    }

    /// <returns>The first row's whole numbers; empty when there is no row.</returns>
    /// <exception cref="SqliteException">The database refused it.</exception>
    public long[] Run()
    {
        var code = raw.sqlite3_step(_statement);
        long[] row = [];
        if (code == raw.SQLITE_ROW)
        {
            row = new long[raw.sqlite3_column_count(_statement)];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = raw.sqlite3_column_int64(_statement, column);
            }

            // What a statement changes with RETURNING is changed before its first row comes, and counts once it has come to its end.
            code = raw.sqlite3_step(_statement);
        }

        if (code is not raw.SQLITE_DONE)
        {
            // The reset says more exactly what went wrong.
            Check(raw.sqlite3_reset(_statement));
            Check(code);
        }

        Check(raw.sqlite3_reset(_statement));
        return row;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);

    public void Dispose() => _statement.Dispose();
}
