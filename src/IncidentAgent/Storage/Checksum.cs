using System.Buffers.Binary;
using System.Numerics;

namespace IncidentAgent.Storage;

/// <summary>CRC-32C (Castagnoli), which processors compute by themselves.</summary>
internal static class Checksum
{
    /// <param name="bytes">What is summed up.</param>
    /// <param name="start">Another one gives the same bytes another sum.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint start = uint.MaxValue)
    {
        var sum = start;
        while (bytes.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return ~sum;
    }
}
