namespace ServiceLevels.Statistics;

/// <summary>What the sequential test makes of the bursts so far.</summary>
public enum Decision
{
    /// <summary>They do not tell yet.</summary>
    GoOn,

    /// <summary>The share is well below what is allowed.</summary>
    Below,

    /// <summary>The share is not well below what is allowed.</summary>
    NotBelow,
}

/// <summary>
/// Says when to stop sampling: the sequential probability ratio test of Wald (1945), "Sequential tests of statistical hypotheses", Annals of Mathematical
/// Statistics 16. It compares the allowed share with a fifth of it. What the samples then prove is not its business.
/// </summary>
/// <remarks>
/// Whole bursts are added, and the logarithm of the likelihood ratio is multiplied by what their samples are worth: a heuristic, whose error rate the
/// simulations among the tests state.
/// </remarks>
public static class SequentialTest
{
    private const double Ambition = 5;

    /// <param name="count">All bursts so far.</param>
    /// <param name="allowed">The share that may lie on the wrong side, above 0 and below 1.</param>
    /// <param name="errorRate">Of either decision.</param>
    public static Decision Of(ClusteredCount count, double allowed, double errorRate)
    {
        var ambition = allowed / Ambition;
        var ratio = (count.Against * Math.Log(ambition / allowed)) + ((count.Size - count.Against) * Math.Log((1 - ambition) / (1 - allowed)));
        var limit = Math.Log((1 - errorRate) / errorRate);
        return (ratio * count.Worth(errorRate)) switch
        {
            var far when far >= limit => Decision.Below,
            var far when far <= -limit => Decision.NotBelow,
            _ => Decision.GoOn,
        };
    }
}
