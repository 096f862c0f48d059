using System.Buffers.Binary;
using IncidentAgent.Alerts;

namespace IncidentAgent.Storage;

/// <summary>Reads what <see cref="RowBuffer"/> has written.</summary>
internal ref struct RowReader(ReadOnlySpan<byte> bytes)
{
    public const byte Null = 0;
    public const byte Integer = 1;
    public const byte Text = 2;
    public const byte Blob = 3;

    /// <summary>In front of the bytes of a text or a blob: its kind and how many they are.</summary>
    public const int LengthHeader = 1 + sizeof(int);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; set; }

    public Table Row() => (Table)_bytes[At++];

    public readonly byte Kind => _bytes[At];

    public readonly bool IsNull => Kind == Null;

    public long Number()
    {
        Expect(Integer);
        var value = BinaryPrimitives.ReadInt64LittleEndian(_bytes[At..]);
        At += sizeof(long);
        return value;
    }

    public long? NumberOrNull()
    {
        if (!IsNull)
        {
            return Number();
        }

        At++;
        return null;
    }

    public UInt128 Digest() => BinaryPrimitives.ReadUInt128BigEndian(Bytes(Blob));

    public string String() => AsciiTexts.Of(Bytes(Text));

    /// <summary>The bytes of a text or a blob.</summary>
    public ReadOnlySpan<byte> Bytes(byte kind)
    {
        Expect(kind);
        var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes[At..]);
        var value = _bytes.Slice(At + sizeof(int), length);
        At += sizeof(int) + length;
        return value;
    }

    public void Skip(int values)
    {
        for (var left = values; left > 0; left--)
        {
            switch (Kind)
            {
                case Null:
                    At++;
                    break;

                case Integer:
                    At += 1 + sizeof(long);
                    break;

                default:
                    Bytes(Kind);
                    break;
            }
        }
    }

    private void Expect(byte kind)
    {
        if (_bytes[At] != kind)
        {
            throw new InvalidDataException($"A value of kind {kind} was expected in the journal and one of kind {_bytes[At]} was found.");
        }

        At++;
    }
}
