namespace IncidentAgent.Investigation.Detection;

/// <summary>Says which values are out of the ordinary. A value is compared only with values before it: it is never part of its own baseline.</summary>
internal interface IDetector
{
    /// <summary>One reading for each value, in their order.</summary>
    /// <param name="history">Values from before, oldest first, taken to be ordinary.</param>
    /// <param name="values">The values to judge, oldest first, at the same distance in time. One that is not finite is never out of the ordinary.</param>
    IReadOnlyList<Reading> Judge(IReadOnlyList<double> history, IReadOnlyList<double> values);
}

/// <summary>What a detector makes of one value.</summary>
/// <param name="Score">How far it lies from the ordinary, in the detector's own measure; 0 where there is too little history to say.</param>
/// <param name="Fires">Whether that is too far.</param>
internal readonly record struct Reading(double Score, bool Fires);
