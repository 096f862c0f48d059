namespace IncidentAgent.Investigation.Sources;

/// <summary>Asks one source several things about one incident, and keeps what was answered when another question was not.</summary>
internal static class Questions
{
    /// <summary>The most questions one source is asked about one incident.</summary>
    public const int Most = 10;

    private const int AtOnce = 4;

    /// <exception cref="EvidenceUnavailableException">
    /// Some or all were not answered, or there were more than <see cref="Most"/>; what was answered is in it.
    /// </exception>
    /// <exception cref="OperationCanceledException">The time was up before anything was answered.</exception>
    public static async Task<IReadOnlyList<Evidence>> AskAllAsync<TQuestion>(
        IReadOnlyList<TQuestion> questions, Func<TQuestion, CancellationToken, Task<Evidence>> ask, CancellationToken cancellation)
    {
        var asked = Math.Min(questions.Count, Most);
        var found = new Evidence?[asked];
        var reasons = new string?[asked];
        await Parallel.ForAsync(0, asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
        {
            try
            {
                found[index] = await ask(questions[index], cancellation);
            }
            catch (EvidenceUnavailableException e)
            {
                reasons[index] = e.Message;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                reasons[index] = "did not answer in time";
            }
        });

        IReadOnlyList<Evidence> answered = [.. found.OfType<Evidence>()];
        if (answered.Count == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return answered.Count == questions.Count
            ? answered
            : throw new EvidenceUnavailableException(Missing(questions.Count, asked, [.. reasons.OfType<string>()])) { Found = answered };
    }

    private static string Missing(int wanted, int asked, IReadOnlyList<string> reasons)
    {
        var why = string.Join("; ", reasons.Distinct());
        var failed = reasons.Count < asked && reasons.Count > 0 ? $"{why} ({reasons.Count} of {asked} questions)" : why;
        var left = wanted > asked ? $"was asked only the first {asked} of {wanted} questions" : "";
        return string.Join("; ", new[] { failed, left }.Where(part => part.Length > 0));
    }
}
