using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// Compares two things in one run, by turns, so that whatever else the machine does meets both: the reference a Given names, and what the When does.
/// </summary>
public sealed class ComparisonDriver(TrafficDriver traffic, ObjectivesDriver objectives, SamplingPolicy sampling)
{
    private const int FirstRepetitions = 3;

    private readonly List<(double Subject, double Reference)> _pairs = [];
    private Reference? _reference;

    /// <summary>What a Given has announced: the When that follows is measured by turns with it.</summary>
    public bool IsPending => _reference is not null && _pairs.Count == 0;

    public void With(Reference reference) => _reference = reference;

    public Task ArriveAsync(Arrivals arrivals) => traffic.RepeatAsync("intake", sampling.Pairs, () => MeasurePairAsync(_reference!, arrivals));

    public Task IsAtMostAsync(double factor) => JudgeAsync(Relation.AtMost, factor);

    public Task IsAtLeastAsync(double factor) => JudgeAsync(Relation.AtLeast, factor);

    /// <summary>
    /// The last wave of each repetition with the first wave of the load: the middle one of the first three repetitions, because what has slowed the service
    /// down in one repetition may still do so when the next begins.
    /// </summary>
    /// <param name="what">What of both is compared, in words.</param>
    /// <param name="figure">What of both is compared.</param>
    /// <param name="factor">How many times as much the last wave may have.</param>
    public Task LastWaveIsAtMostAsync(string what, Func<Measurement, double> figure, double factor) => objectives.JudgeAsync(
        Promise.Of($"{what} of the last wave over that of the first", Quantity.Ratio, Relation.AtMost, factor),
        () => LastWaveWithFirst(figure),
        traffic.OnceMoreAsync);

    private Comparison LastWaveWithFirst(Func<Measurement, double> figure)
    {
        var first = traffic.Repetitions.Take(FirstRepetitions).Select(one => figure(one.Wave(0))).Order().ElementAt(FirstRepetitions / 2);
        return Comparison.Of([.. traffic.Repetitions.Select(one => (figure(one.Wave(one.Samples.Max(sample => sample.Wave))), first))]);
    }

    private async Task<Measurement> MeasurePairAsync(Reference reference, Arrivals arrivals)
    {
        var before = await reference.MeasureAsync(arrivals);
        var subject = await reference.SubjectAsync(arrivals);
        _pairs.Add((reference.Figure(subject), reference.Figure(before)));
        return subject;
    }

    private Task JudgeAsync(Relation relation, double factor)
    {
        var reference = _reference ?? throw new InvalidOperationException("Nothing was compared: a Given has to say with what.");
        return objectives.JudgeAsync(
            Promise.Of(reference.Words, Quantity.Ratio, relation, factor), () => Comparison.Of(_pairs), traffic.OnceMoreAsync);
    }
}

/// <summary>What the When of a scenario is compared with.</summary>
/// <param name="Words">What the ratio is of: "throughput over that with half as many".</param>
/// <param name="MeasureAsync">Measures the reference once, given how the When lets alerts arrive.</param>
/// <param name="SubjectAsync">Measures the When once.</param>
/// <param name="Figure">What of both is compared.</param>
public sealed record Reference(
    string Words, Func<Arrivals, Task<Measurement>> MeasureAsync, Func<Arrivals, Task<Measurement>> SubjectAsync, Func<Measurement, double> Figure);
