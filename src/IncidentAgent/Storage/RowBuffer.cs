using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentAgent.Alerts;

namespace IncidentAgent.Storage;

/// <summary>
/// Rows as bytes, as they stand in the journal: the table, then each value with its kind, its length where it has one, and itself. Grows as needed,
/// in rented memory, and is used again.
/// </summary>
internal sealed class RowBuffer : IBufferWriter<byte>
{
    private readonly Utf8JsonWriter _json;
    private readonly int _atFirst;
    private readonly int _mostKept;
    private byte[] _bytes;

    /// <param name="atFirst">For how many bytes there is room at first.</param>
    /// <param name="mostKept">One that had to hold more bytes than this gives them back when it is cleared.</param>
    public RowBuffer(int atFirst = 4096, int mostKept = 1 << 16)
    {
        (_atFirst, _mostKept) = (atFirst, mostKept);
        _bytes = ArrayPool<byte>.Shared.Rent(atFirst);
        _json = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public Memory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > _mostKept)
        {
            Move(_atFirst);
        }
    }

    public RowBuffer Row(Table table) => Byte((byte)table);

    public RowBuffer Value(long value)
    {
        Byte(RowReader.Integer);
        BinaryPrimitives.WriteInt64LittleEndian(Claim(sizeof(long)), value);
        return this;
    }

    public RowBuffer Value(long? value) => value is { } known ? Value(known) : Byte(RowReader.Null);

    public RowBuffer Value(DateTimeOffset instant) => Value(Stored.Micros(instant));

    public RowBuffer Value(DateTimeOffset? instant) => instant is { } known ? Value(known) : Byte(RowReader.Null);

    public RowBuffer Value(string? text)
    {
        if (text is null)
        {
            return Byte(RowReader.Null);
        }

        Byte(RowReader.Text);
        var length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32LittleEndian(Claim(sizeof(int)), length);
        Encoding.UTF8.GetBytes(text, Claim(length));
        return this;
    }

    /// <summary>The name of an enumeration's value. The names are stored: they do not change.</summary>
    public RowBuffer Word<T>(T value) where T : struct, Enum => Value(Enum.GetName(value));

    public RowBuffer Value(ReadOnlySpan<byte> blob)
    {
        Byte(RowReader.Blob);
        BinaryPrimitives.WriteInt32LittleEndian(Claim(sizeof(int)), blob.Length);
        blob.CopyTo(Claim(blob.Length));
        return this;
    }

    public RowBuffer Value(UInt128 digest)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, digest);
        return Value(bytes);
    }

    /// <summary>A text that is JSON.</summary>
    public RowBuffer Json<T>(T value, JsonTypeInfo<T> type)
    {
        var at = BeginJson();
        JsonSerializer.Serialize(_json, value, type);
        return EndJson(at);
    }

    /// <summary>An alert as JSON.</summary>
    public RowBuffer Json(Alert alert)
    {
        var at = BeginJson();
        AlertJson.Write(_json, alert);
        return EndJson(at);
    }

    private int BeginJson()
    {
        Byte(RowReader.Text);
        var at = Length;
        Claim(sizeof(int));
        _json.Reset();
        return at;
    }

    private RowBuffer EndJson(int at)
    {
        _json.Flush();
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), Length - at - sizeof(int));
        return this;
    }

    /// <summary>Leaves room for something that is known only later.</summary>
    public Span<byte> Claim(int bytes)
    {
        var claimed = GetSpan(bytes)[..bytes];
        Length += bytes;
        return claimed;
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Claim(bytes.Length));

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private RowBuffer Byte(byte value)
    {
        Claim(1)[0] = value;
        return this;
    }

    private void Ensure(int bytes)
    {
        var needed = Length + Math.Max(bytes, 1);
        if (needed > _bytes.Length)
        {
            Move(Math.Max(needed, 2 * _bytes.Length));
        }
    }

    private void Move(int bytes)
    {
        var moved = ArrayPool<byte>.Shared.Rent(bytes);
        Written.CopyTo(moved);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = moved;
    }
}

/// <summary>Which table a row of the journal is for, and what is done there. The numbers are stored: they do not change.</summary>
internal enum Table : byte
{
    Writer = 1,
    LastIncident,

    /// <summary>A payload as it came, which earlier versions kept beside its alerts; passed over.</summary>
    Delivery,
    Head,
    Findings,
    NewAlert,

    /// <summary>As <see cref="RefreshedAlert"/> and <see cref="EndedAlert"/>, as earlier versions wrote them: without the incident.</summary>
    FormerRefreshedAlert,
    FormerEndedAlert,
    Timeline,
    Step,
    DroppedStep,
    Announcement,
    Postmortem,
    Quarantine,
    Change,

    /// <summary>What alone has changed of an incident since its head was written.</summary>
    Counts,
    RefreshedAlert,
    EndedAlert,
}
