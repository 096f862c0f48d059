namespace IncidentAgent.Specs.Support;

/// <summary>A promise does not hold; the message says what was promised and what was seen.</summary>
public sealed class PromiseBrokenException(string message) : Exception(message)
{
    /// <param name="kept">Whether the promise holds.</param>
    /// <param name="promised">The promise and what was seen, as the end of a sentence.</param>
    public static void Unless(bool kept, string promised)
    {
        if (!kept)
        {
            throw new PromiseBrokenException($"Promised: {promised}.");
        }
    }
}
