namespace ServiceLevels.Load;

/// <summary>What became of one piece of work.</summary>
public enum Outcome
{
    /// <summary>Taken.</summary>
    Accepted,

    /// <summary>Told to come back later: an answer, no success and no error.</summary>
    Refused,

    /// <summary>An error instead of an answer.</summary>
    Failed,

    /// <summary>No answer by the deadline.</summary>
    TimedOut,
}
