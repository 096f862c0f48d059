using System.Buffers.Binary;

namespace IncidentAgent.Storage;

/// <summary>
/// The record that is written next. Its payload is entries, each its length and its rows: an entry is one caller's commit, whole or not at all.
/// </summary>
internal sealed class RecordBuilder
{
    private const int MostBytes = 1 << 20;

    private readonly RowBuffer _bytes = new(atFirst: MostBytes, mostKept: 2 * MostBytes);

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
    }

    /// <summary>Adds an entry.</summary>
    public void Add(ReadOnlySpan<byte> rows)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.Claim(sizeof(int)), rows.Length);
        _bytes.Append(rows);
    }
}
