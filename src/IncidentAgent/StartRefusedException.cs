namespace IncidentAgent;

/// <summary>The agent does not start as it is configured; the message says what to change, in one line.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
