using IncidentAgent.Specs.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// Compares two things in one run, by turns, so that whatever else the machine does meets both: the reference a Given names, and what the When does.
/// A promise about the ratio is broken only when its 95 % interval lies wholly beyond it.
/// </summary>
public sealed class ComparisonDriver(TrafficDriver traffic, SamplingPolicy sampling, MeasurementLog log)
{
    private const int FirstRepetitions = 3;

    private Reference? _reference;
    private Comparison? _comparison;

    /// <summary>What a Given has announced: the When that follows is measured by turns with it.</summary>
    public bool IsPending => _reference is not null && _comparison is null;

    public void With(Reference reference) => _reference = reference;

    public async Task ArriveAsync(Arrivals arrivals)
    {
        var reference = _reference!;
        List<(double Subject, double Reference)> pairs = [];
        List<Measurement> repetitions = [];
        for (var pair = 0; pair < sampling.Pairs; pair++)
        {
            var before = await reference.MeasureAsync(arrivals);
            var subject = await reference.SubjectAsync(arrivals);
            pairs.Add((reference.Figure(subject), reference.Figure(before)));
            repetitions.Add(subject);
        }

        _comparison = Comparison.Of(pairs);
        traffic.Keep("intake", repetitions);
    }

    /// <summary>
    /// The last wave of each repetition with the first wave of the load: the middle one of the first three repetitions, because what has slowed the service
    /// down in one repetition may still do so when the next begins.
    /// </summary>
    public void LastWaveWithFirst(Func<Measurement, double> figure)
    {
        var first = traffic.Repetitions.Take(FirstRepetitions).Select(one => figure(one.Wave(0))).Order().ElementAt(FirstRepetitions / 2);
        _comparison = Comparison.Of([.. traffic.Repetitions.Select(one => (figure(one.Wave(one.Samples.Max(sample => sample.Wave))), first))]);
    }

    public void IsAtMost(double factor) => Judge($"at most {factor:0.##} times", comparison => comparison.BreaksAtMost(factor));

    public void IsAtLeast(double factor) => Judge($"at least {factor:0.##} times", comparison => comparison.BreaksAtLeast(factor));

    private void Judge(string promise, Func<Comparison, bool> breaks)
    {
        var comparison = _comparison ?? throw new InvalidOperationException("Nothing was compared: a Given has to say with what.");
        var interval = $"95 % interval {comparison.Lower:0.00} to {comparison.Upper:0.00}, {comparison.Pairs} pairs";
        var sentence = $"ratio {comparison.MedianRatio:0.00} ({interval}); promised: {promise}";
        log.Say(sentence);
        PromiseBrokenException.Unless(!breaks(comparison) || log.Measured.OthersShare > JudgementPolicy.PullRequest.MostForOthers, sentence);
    }
}

/// <summary>What the When of a scenario is compared with.</summary>
/// <param name="MeasureAsync">Measures the reference once, given how the When lets alerts arrive.</param>
/// <param name="SubjectAsync">Measures the When once.</param>
/// <param name="Figure">What of both is compared.</param>
public sealed record Reference(
    Func<Arrivals, Task<Measurement>> MeasureAsync, Func<Arrivals, Task<Measurement>> SubjectAsync, Func<Measurement, double> Figure);
