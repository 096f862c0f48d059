namespace IncidentAgent.Commands;

/// <summary>How the process ends, for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was asked for could not be done.</summary>
    public const int Failed = 1;

    /// <summary>What was typed or configured makes no sense: the same command fails the same way again.</summary>
    public const int Misused = 2;
}
