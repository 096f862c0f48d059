using System.Buffers.Binary;
using System.Text.Json;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Storage;

namespace IncidentAgent.Tests.Storage;

/// <summary>Values as the store writes them into its columns.</summary>
internal static class Columns
{
    public static string Head(Incident incident) => JsonSerializer.Serialize(incident.WithoutFindings(), WrittenJson.Default.Incident);

    public static string FindingsOf(Findings findings) => JsonSerializer.Serialize(findings, WrittenJson.Default.Findings);

    public static byte[] Digest(UInt128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }
}
