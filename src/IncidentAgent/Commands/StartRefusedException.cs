namespace IncidentAgent.Commands;

/// <summary>The agent does not start, and the message is all that a person needs to know: one line a problem, naming what to change.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
