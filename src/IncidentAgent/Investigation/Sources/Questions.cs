namespace IncidentAgent.Investigation.Sources;

/// <summary>Asks one source several things about one incident, and keeps what was answered when another question was not.</summary>
internal static class Questions
{
    /// <summary>The most questions one source is asked about one incident.</summary>
    public const int Most = 10;

    private const int AtOnce = 8;
    private const string TooLate = "did not answer in time";

    /// <param name="questions">Those after the first <paramref name="most"/> are not asked, and that is said.</param>
    /// <param name="ask">An empty answer is evidence of nothing, not a failure.</param>
    /// <param name="cancellation">When the time is up.</param>
    /// <param name="most">By default <see cref="Most"/>.</param>
    /// <exception cref="EvidenceUnavailableException">Some or all were not answered, or not asked; what was answered is in it.</exception>
    /// <exception cref="OperationCanceledException">The time was up before anything was answered.</exception>
    public static async Task<IReadOnlyList<Evidence>> AskAllAsync<TQuestion>(
        IReadOnlyList<TQuestion> questions, Func<TQuestion, CancellationToken, Task<IReadOnlyList<Evidence>>> ask, CancellationToken cancellation,
        int most = Most)
    {
        var asked = Math.Min(questions.Count, most);
        var found = new IReadOnlyList<Evidence>?[asked];
        var reasons = new string?[asked];
        await Parallel.ForAsync(0, asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
        {
            try
            {
                found[index] = await ask(questions[index], cancellation);
            }
            catch (EvidenceUnavailableException e)
            {
                (found[index], reasons[index]) = (e.Found.Count > 0 ? e.Found : null, e.Message);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                reasons[index] = TooLate;
            }
        });

        if (found.All(answer => answer is null))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        IReadOnlyList<Evidence> answered = [.. found.SelectMany(answer => answer ?? [])];
        return asked == questions.Count && reasons.All(reason => reason is null)
            ? answered
            : throw new EvidenceUnavailableException(Missing(questions.Count, asked, [.. reasons.OfType<string>()])) { Found = answered };
    }

    /// <summary>Waits for several kinds of questions that one source was asked at the same time; what each found is kept, whatever became of the others.</summary>
    /// <exception cref="EvidenceUnavailableException">Some of them failed; what was found is in it.</exception>
    /// <exception cref="OperationCanceledException">The time was up before anything was found.</exception>
    public static async Task<IReadOnlyList<Evidence>> TogetherAsync(params IReadOnlyList<Task<IReadOnlyList<Evidence>>> parts)
    {
        List<Evidence> found = [];
        List<string> reasons = [];
        OperationCanceledException? late = null;
        foreach (var part in parts)
        {
            try
            {
                found.AddRange(await part);
            }
            catch (EvidenceUnavailableException e)
            {
                found.AddRange(e.Found);
                reasons.Add(e.Message);
            }
            catch (OperationCanceledException e)
            {
                late = e;
            }
        }

        return (reasons, late) switch
        {
            ([], null) => found,
            ([], not null) when found.Count == 0 => throw late,
            _ => throw new EvidenceUnavailableException(string.Join("; ", reasons.Concat(late is null ? [] : [TooLate]).Distinct())) { Found = found },
        };
    }

    private static string Missing(int wanted, int asked, IReadOnlyList<string> reasons)
    {
        var why = string.Join("; ", reasons.Distinct());
        var failed = reasons.Count < asked && reasons.Count > 0 ? $"{why} ({reasons.Count} of {asked} questions)" : why;
        var left = wanted > asked ? $"was asked only the first {asked} of {wanted} questions" : "";
        return string.Join("; ", new[] { failed, left }.Where(part => part.Length > 0));
    }
}
