namespace ServiceLevels.Load;

/// <summary>One piece of work. Its instants count from the moment the load began, on a clock that is never set.</summary>
/// <param name="Index">Counts from 0.</param>
/// <param name="Wave">Counts from 0; it is 0 where the load has no waves.</param>
/// <param name="Planned">When it was due.</param>
/// <param name="Started">When it was really started.</param>
/// <param name="Finished">When its answer was there, or nobody waited for one any longer.</param>
/// <param name="Outcome">What became of it.</param>
public readonly record struct Sample(int Index, int Wave, TimeSpan Planned, TimeSpan Started, TimeSpan Finished, Outcome Outcome)
{
    /// <summary>What a sender sees: from the planned instant, so that work held up behind a stall counts its waiting.</summary>
    public TimeSpan Response => Finished - Planned;

    /// <summary>What the service took, from the real start: it hides the waiting before.</summary>
    public TimeSpan Service => Finished - Started;

    /// <summary>Whether there was an answer at all: accepted or refused.</summary>
    public bool Answered => Outcome is Outcome.Accepted or Outcome.Refused;
}
