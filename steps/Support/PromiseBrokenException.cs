namespace IncidentAgent.Specs.Support;

/// <summary>A promise does not hold; the message says what was promised and what was seen.</summary>
public sealed class PromiseBrokenException(string message) : Exception(message);
