using System.Buffers.Binary;

namespace IncidentAgent.Storage;

/// <summary>
/// The record that is written next. Its payload is entries, each its length and its rows: an entry is one caller's commit, whole or not at all.
/// </summary>
internal sealed class RecordBuilder
{
    private const int MostBytes = 1 << 20;
    private const int MostRemembered = 4096;

    private readonly RowBuffer _bytes = new(atFirst: MostBytes, mostKept: 2 * MostBytes);
    private readonly HashSet<long> _deliveries = new(MostRemembered);

    /// <summary>Its number in the journal.</summary>
    public long Number { get; private set; }

    public int Length => _bytes.Length;

    public bool IsEmpty => _bytes.Length == JournalFormat.RecordHeader;

    public bool HasRoom => _bytes.Length < MostBytes;

    public Memory<byte> Bytes => _bytes.Memory;

    public void Begin(long number)
    {
        Number = number;
        _bytes.Clear();
        _bytes.Claim(JournalFormat.RecordHeader);
        // Half, so that what one more record brings still has room.
        if (_deliveries.Count > MostRemembered / 2)
        {
            _deliveries.Clear();
        }
    }

    /// <summary>A payload whose alerts belong to several keys comes with the commit of each, and is written once, in front of the first.</summary>
    public void Add(CommitRows rows)
    {
        var at = BeginEntry();
        foreach (var delivery in rows.Deliveries)
        {
            if (_deliveries.Add(delivery.Number))
            {
                _bytes.Row(Table.Delivery).Value(delivery.Number).Value(delivery.Source).Value(delivery.ReceivedAt).Value(delivery.Body.Span);
            }
        }

        _bytes.Append(rows.Written);
        EndEntry(at);
    }

    public void Add(RowBuffer rows)
    {
        var at = BeginEntry();
        _bytes.Append(rows.Written);
        EndEntry(at);
    }

    /// <summary>The record was not written: the payloads in it are to be written with the next.</summary>
    public void Forget() => _deliveries.Clear();

    private int BeginEntry()
    {
        var at = _bytes.Length;
        _bytes.Claim(sizeof(int));
        return at;
    }

    private void EndEntry(int at) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.Span(at, sizeof(int)), _bytes.Length - at - sizeof(int));
}
