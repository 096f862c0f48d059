using System.Buffers.Binary;

namespace IncidentAgent.Storage;

/// <summary>
/// How the journal looks on disk: a segment is a header and records behind each other. A record is what one flush of the disk made durable; its
/// checksum covers everything but the mark and itself, so that a record that was torn by a crash is known as one.
/// </summary>
internal static class JournalFormat
{
    /// <summary>Bytes in front of a segment's first record.</summary>
    public const int SegmentHeader = 56;

    /// <summary>Bytes in front of a record's payload.</summary>
    public const int RecordHeader = 24;

    private const ulong SegmentMark = 0x314C4E524A4149; // "IAJRNL1"
    private const ulong RecordMark = 0x4443455249414A; // "JAIRECD"
    private const int Unsummed = sizeof(ulong);

    public static void WriteHeader(Span<byte> header, JournalIdentity identity, long first)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, SegmentMark);
        identity.Installation.TryWriteBytes(header[8..]);
        identity.Journal.TryWriteBytes(header[24..]);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], first);
        BinaryPrimitives.WriteUInt32LittleEndian(header[48..], Checksum.Of(header[..48]));
    }

    /// <summary>Whose segment it is and the number of its first record; <see langword="null"/> when the header was not written whole.</summary>
    public static (JournalIdentity Identity, long First)? ReadHeader(ReadOnlySpan<byte> header) =>
        header.Length >= SegmentHeader && BinaryPrimitives.ReadUInt64LittleEndian(header) == SegmentMark
        && BinaryPrimitives.ReadUInt32LittleEndian(header[48..]) == Checksum.Of(header[..48])
            ? (new JournalIdentity(new Guid(header[8..24]), new Guid(header[24..40])), BinaryPrimitives.ReadInt64LittleEndian(header[40..]))
            : null;

    /// <summary>Completes a record whose payload stands behind the room for its header.</summary>
    public static void Seal(Span<byte> record, long number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(record, RecordMark);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], record.Length - RecordHeader);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(record[Unsummed..], Checksum.Of(record[12..]));
    }

    /// <summary>How long a record is, header included, as far as its header can be believed; 0 when no record begins here.</summary>
    public static long LengthOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= RecordHeader && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == RecordMark && BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) is >= 0 and var payload
            ? RecordHeader + (long)payload
            : 0;

    /// <summary>The number of the record the bytes begin with; <see langword="null"/> when it is not whole.</summary>
    public static long? NumberOf(ReadOnlySpan<byte> bytes) =>
        LengthOf(bytes) is > 0 and var length && length <= bytes.Length
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[Unsummed..]) == Checksum.Of(bytes[12..(int)length])
            ? BinaryPrimitives.ReadInt64LittleEndian(bytes[16..])
            : null;

    /// <summary>Whether a whole record with a higher number than <paramref name="after"/> stands anywhere behind an offset.</summary>
    public static bool HasRecord(ReadOnlySpan<byte> bytes, int from, long after)
    {
        Span<byte> mark = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(mark, RecordMark);
        for (var at = from; at < bytes.Length; at++)
        {
            var found = bytes[at..].IndexOf(mark);
            if (found < 0)
            {
                return false;
            }

            at += found;
            if (NumberOf(bytes[at..]) > after)
            {
                return true;
            }
        }

        return false;
    }
}

/// <param name="Installation">The installation whose commits it holds.</param>
/// <param name="Journal">Told from one that was begun anew beside a restored database.</param>
internal readonly record struct JournalIdentity(Guid Installation, Guid Journal);
