namespace IncidentAgent.Tests.Support;

/// <summary>Texts that take up as much room as they are long, however well they are stored.</summary>
internal static class Noise
{
    /// <param name="length">In characters, of one byte each.</param>
    /// <param name="seed">Another one gives another text.</param>
    public static string Text(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes)[..length];
    }
}
