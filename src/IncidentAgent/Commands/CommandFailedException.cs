namespace IncidentAgent.Commands;

/// <summary>A command could not do its work; the message is what the person who typed it reads, in one line.</summary>
internal sealed class CommandFailedException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int Code => exitCode;
}
