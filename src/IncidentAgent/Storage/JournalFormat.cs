using System.Buffers.Binary;
using System.IO.Hashing;

namespace IncidentAgent.Storage;

/// <summary>
/// How the journal looks on disk: a segment is a header and records one behind the other. A record is what one flush of the disk made durable; its
/// checksum covers everything but itself, so that a record that was torn by a crash is known as one. The mark of its records is each segment's own, made
/// from its header, and no sender can know it: what the file held before it was used again does not carry it.
/// </summary>
internal static class JournalFormat
{
    /// <summary>Bytes in front of a segment's first record.</summary>
    public const int SegmentHeader = 56;

    /// <summary>Bytes in front of a record's payload.</summary>
    public const int RecordHeader = 24;

    private const ulong SegmentMark = 0x324C4E524A4149; // "IAJRNL2"
    private const int Unsummed = sizeof(ulong);

    // What earlier versions have written.
    private const ulong FirstSegmentMark = 0x314C4E524A4149; // "IAJRNL1"
    private const ulong FirstRecordMark = 0x4443455249414A; // "JAIRECD"

    /// <returns>The mark of the segment's records.</returns>
    public static ulong WriteHeader(Span<byte> header, JournalIdentity identity, long first)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, SegmentMark);
        identity.Installation.TryWriteBytes(header[8..]);
        identity.Journal.TryWriteBytes(header[24..]);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], first);
        BinaryPrimitives.WriteUInt32LittleEndian(header[48..], Checksum.Of(header[..48]));
        return MarkOf(header);
    }

    /// <summary>Whose segment it is, the number of its first record and the mark of its records; <see langword="null"/> when the header is not whole.</summary>
    public static (JournalIdentity Identity, long First, ulong Mark)? ReadHeader(ReadOnlySpan<byte> header) =>
        header.Length >= SegmentHeader && BinaryPrimitives.ReadUInt64LittleEndian(header) is SegmentMark or FirstSegmentMark
        && BinaryPrimitives.ReadUInt32LittleEndian(header[48..]) == Checksum.Of(header[..48])
            ? (new JournalIdentity(new Guid(header[8..24]), new Guid(header[24..40])), BinaryPrimitives.ReadInt64LittleEndian(header[40..]), MarkOf(header))
            : null;

    private static ulong MarkOf(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadUInt64LittleEndian(header) is FirstSegmentMark ? FirstRecordMark : XxHash3.HashToUInt64(header[8..48]);

    /// <summary>Completes a record whose payload stands behind the room for its header.</summary>
    public static void Seal(Span<byte> record, long number, ulong mark)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(record, mark);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], record.Length - RecordHeader);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(record[Unsummed..], SumOf(record, mark));
    }

    /// <summary>The mark of records of which the first stands here.</summary>
    public static ulong MarkOfRecords(ReadOnlySpan<byte> records) => BinaryPrimitives.ReadUInt64LittleEndian(records);

    /// <summary>How long a record is, header included, as far as its header can be believed; 0 when no record with the mark begins here.</summary>
    public static long LengthOf(ReadOnlySpan<byte> bytes, ulong mark) =>
        bytes.Length >= RecordHeader && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == mark && BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) is >= 0 and var payload
            ? RecordHeader + (long)payload
            : 0;

    /// <summary>The number of the record the bytes begin with; <see langword="null"/> when it is not whole.</summary>
    public static long? NumberOf(ReadOnlySpan<byte> bytes, ulong mark) =>
        LengthOf(bytes, mark) is > 0 and var length && length <= bytes.Length
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[Unsummed..]) == SumOf(bytes[..(int)length], mark)
            ? NumberIn(bytes)
            : null;

    /// <summary>The number of a record that is known to be whole.</summary>
    public static long NumberIn(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record[16..]);

    private static uint SumOf(ReadOnlySpan<byte> record, ulong mark) =>
        mark is FirstRecordMark ? Checksum.Of(record[12..]) : Checksum.Of(record[12..], start: (uint)mark);

    /// <summary>Whether a whole record with a higher number than <paramref name="after"/> stands anywhere from an offset on.</summary>
    public static bool HasRecord(ReadOnlySpan<byte> bytes, int from, ulong mark, long after)
    {
        Span<byte> sought = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(sought, mark);
        for (var at = from; at < bytes.Length; at++)
        {
            var found = bytes[at..].IndexOf(sought);
            if (found < 0)
            {
                return false;
            }

            at += found;
            if (NumberOf(bytes[at..], mark) > after)
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
