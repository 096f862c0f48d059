using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace IncidentAgent.Storage;

/// <summary>
/// The rows of many commits, sorted by table. Where only the last word on a row counts the earlier ones are dropped: a head that changed a thousand
/// times is written once. Rows are where they begin in the bytes they were read from; those of new alerts are packed (<see cref="PackedAlerts"/>).
/// </summary>
internal sealed class ProjectedRows
{
    private readonly Dictionary<string, int> _writers = [];
    private readonly Dictionary<(Table Table, long Id), int> _lastWords = [];
    private readonly Dictionary<long, int> _counts = [];
    private readonly Dictionary<(long Incident, string Kind), (Table Table, int At)> _steps = [];
    private readonly Dictionary<long, (int At, int Reason)> _announcements = [];
    private readonly List<ArrivedAlert> _alerts = [];
    private readonly List<(long Number, int First, int Count)> _packs = [];
    private readonly List<(Table Table, int At)> _inOrder = [];
    private readonly List<(Table Table, int At)> _afterwards = [];
    private readonly RowBuffer _together = new(atFirst: MostTogether, mostKept: 2 * MostTogether);
    private readonly RowBuffer _packed = new();
    private long _lastIncident;
    private long _lastAlert;

    /// <summary>Whether each alert gets a row of its own, where what an earlier version has noted of it finds it by its number.</summary>
    public bool AlertsOneByOne { get; set; }

    public void Clear()
    {
        _writers.Clear();
        _lastWords.Clear();
        _counts.Clear();
        _steps.Clear();
        _announcements.Clear();
        _alerts.Clear();
        _inOrder.Clear();
        _afterwards.Clear();
        _lastIncident = 0;
        _lastAlert = 0;
    }

    /// <summary>Adds the rows that stand between two places.</summary>
    public void Add(ReadOnlySpan<byte> bytes, int from, int to)
    {
        var reader = new RowReader(bytes) { At = from };
        while (reader.At < to)
        {
            var table = reader.Row();
            var at = reader.At;
            reader.Skip(ProjectionStatements.Values(table));
            var end = reader.At;
            reader.At = at;
            Add(table, at, end, ref reader);
            reader.At = end;
        }
    }

    private void Add(Table table, int at, int end, ref RowReader row)
    {
        switch (table)
        {
            case Table.Writer:
                _writers[row.String()] = at;
                break;

            case Table.LastIncident:
                _lastIncident = Math.Max(_lastIncident, row.Number());
                break;

            case Table.NewAlert:
                _lastAlert = Math.Max(_lastAlert, row.Number());
                _alerts.Add(new ArrivedAlert(row.Number(), at - 1, end));
                break;

            case Table.Head:
                var incident = row.Number();
                _lastWords[(table, incident)] = at;
                _counts.Remove(incident);
                break;

            case Table.Counts:
                _counts[row.Number()] = at;
                break;

            case Table.Findings or Table.Postmortem:
                _lastWords[(table, row.Number())] = at;
                break;

            case Table.Step or Table.DroppedStep:
                _steps[(row.Number(), row.String())] = (table, at);
                break;

            case Table.Announcement:
                var id = row.Number();
                row.Skip(Reason - 2);
                var reason = !row.IsNull ? row.At : _announcements.TryGetValue(id, out var before) ? before.Reason : -1;
                _announcements[id] = (at, reason);
                break;

            case Table.Delivery:
                break;

            case Table.RefreshedAlert or Table.EndedAlert or Table.FormerRefreshedAlert or Table.FormerEndedAlert:
                _afterwards.Add((table, at));
                break;

            default:
                _inOrder.Add((table, at));
                break;
        }
    }

    /// <param name="statements">Writes them, inside a transaction.</param>
    /// <param name="bytes">Where the rows stand.</param>
    /// <param name="numbered">Is told the ticket and the number of each row that somebody waits to know the number of.</param>
    public void Write(ProjectionStatements statements, ReadOnlySpan<byte> bytes, Action<long, long> numbered)
    {
        WriteAlerts(statements, bytes);

        // By their numbers, so that rows which lie beside each other in the file are written one after the other.
        _inOrder.Sort((one, other) => ((byte)one.Table, one.At).CompareTo(((byte)other.Table, other.At)));
        foreach (var (table, at) in _inOrder.Concat(_afterwards))
        {
            Write(statements, table, bytes, at, numbered);
        }

        foreach (var ((table, _), at) in _lastWords.OrderBy(pair => pair.Key))
        {
            Write(statements, table, bytes, at, numbered);
        }

        foreach (var (_, at) in _counts.OrderBy(pair => pair.Key))
        {
            Write(statements, Table.Counts, bytes, at, numbered);
        }

        foreach (var (table, at) in _steps.Values)
        {
            Write(statements, table, bytes, at, numbered);
        }

        foreach (var (_, (at, reason)) in _announcements.OrderBy(pair => pair.Key))
        {
            var row = new RowReader(bytes) { At = at };
            var statement = statements[Table.Announcement].Bind(ref row, 1, Reason);
            if (reason >= 0)
            {
                row.At = reason;
                statement.Bind(ref row, Reason, Reason);
            }

            statement.Run();
        }

        WriteWriters(statements, bytes);
    }

    /// <summary>Those of one incident together, as <see cref="PackedAlerts"/> reads them.</summary>
    private void WriteAlerts(ProjectionStatements statements, ReadOnlySpan<byte> bytes)
    {
        _alerts.Sort();
        _packs.Clear();
        var length = 0;
        for (var index = 0; index < _alerts.Count; index++)
        {
            var alert = _alerts[index];
            if (index > 0 && alert.Incident == _alerts[index - 1].Incident && length + alert.Length <= MostTogether && !AlertsOneByOne)
            {
                _packs[^1] = _packs[^1] with { Count = _packs[^1].Count + 1 };
                length += alert.Length;
            }
            else
            {
                _packs.Add((alert.Number(bytes), index, 1));
                length = alert.Length;
            }
        }

        // By their numbers, which rise: what comes at the end of the table fills its pages, what comes between splits them.
        _packs.Sort();
        foreach (var (number, first, count) in _packs)
        {
            _together.Clear();
            foreach (ref readonly var alert in CollectionsMarshal.AsSpan(_alerts).Slice(first, count))
            {
                _together.Append(bytes[alert.From..alert.To]);
            }

            _packed.Clear();
            PackedAlerts.Pack(_together.Written, _packed);
            statements[Table.NewAlert].Bind(1, number).Bind(2, _alerts[first].Incident).Bind(3, count)
                .Bind(4, _alerts[first + count - 1].LastSeen(bytes)).Bind(5, _packed.Written).Run();
        }
    }

    /// <summary>Only who writes which key, and which numbers are taken: what is true also of a commit whose other rows were refused.</summary>
    public void WriteWriters(ProjectionStatements statements, ReadOnlySpan<byte> bytes)
    {
        if (_lastAlert > 0)
        {
            statements.LastAlert.Bind(1, _lastAlert).Run();
        }

        if (_lastIncident > 0)
        {
            statements[Table.LastIncident].Bind(1, _lastIncident).Run();
        }

        foreach (var at in _writers.Values)
        {
            var row = new RowReader(bytes) { At = at };
            statements[Table.Writer].Bind(ref row, 1, 3).Run();
        }
    }

    private static void Write(ProjectionStatements statements, Table table, ReadOnlySpan<byte> bytes, int at, Action<long, long> numbered)
    {
        var row = new RowReader(bytes) { At = at };
        var statement = statements[table];
        var written = statement.Bind(ref row, 1, statement.Parameters).Run();
        if (table is Table.Counts && written is [])
        {
            throw new SqliteException("The counts are of an incident that is not there.", SQLitePCL.raw.SQLITE_CONSTRAINT);
        }

        if (table is Table.Head)
        {
            row.At = at;
            statements.OldCounts.Bind(ref row, 1, 1).Run();
        }

        if (table is Table.Change)
        {
            statements.ForgottenChanges.Bind(ref row, 1, 2).Run();
        }

        if (table is Table.Change or Table.Quarantine)
        {
            numbered(row.Number(), written[0]);
        }
    }

    /// <summary>The place of the column <c>reason</c> among an announcement's values, from 1.</summary>
    private const int Reason = 15;

    /// <summary>So many bytes of alerts are one row at most, unless one alert alone has more.</summary>
    private const int MostTogether = 64 * 1024;

    /// <summary>Where a row of an alert stands.</summary>
    private readonly record struct ArrivedAlert(long Incident, int From, int To) : IComparable<ArrivedAlert>
    {
        public int Length => To - From;

        public int CompareTo(ArrivedAlert other) => (Incident, From).CompareTo((other.Incident, other.From));

        public long Number(ReadOnlySpan<byte> bytes) => new RowReader(bytes) { At = From + 1 }.Number();

        public long LastSeen(ReadOnlySpan<byte> bytes)
        {
            var row = new RowReader(bytes) { At = From + 1 };
            row.Skip(8);
            return row.Number();
        }
    }
}
