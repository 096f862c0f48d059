using HdrHistogram;
using HdrHistogram.Utilities;

namespace ServiceLevels.Objectives;

/// <summary>An HdrHistogram as text: its own compressed encoding (V2), in base64, as its other implementations read and write it.</summary>
public static class HistogramText
{
    public static string Write(LongHistogram histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var length = histogram.EncodeIntoCompressedByteBuffer(buffer);
        buffer.Position = 0;
        return Convert.ToBase64String([.. Enumerable.Range(0, length).Select(_ => buffer.Get())]);
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static HistogramBase Read(string text)
    {
        try
        {
            return HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(text)), 0);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or IndexOutOfRangeException)
        {
            throw new FormatException("This is no compressed HdrHistogram in base64.", e);
        }
    }
}
