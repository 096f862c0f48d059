using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace IncidentAgent.Specs.Support;

/// <summary>What a scenario measured and how it was judged; written when the scenario ends, whether it kept its promise or not.</summary>
public sealed class MeasurementLog
{
    private readonly List<(string Probe, List<Measurement> Bursts)> _loads = [];
    private readonly List<Judged> _judged = [];
    private readonly List<string> _remarks = [];

    /// <summary>What the When measured, by repetition; none where it measured no load.</summary>
    public IReadOnlyList<Measurement> Bursts => _loads.Count == 0 ? [] : _loads[^1].Bursts;

    /// <summary>What the When measured.</summary>
    /// <exception cref="InvalidOperationException">Nothing was measured.</exception>
    public Measurement Measured => Bursts.Count > 0
        ? Measurement.Merge(Bursts)
        : throw new InvalidOperationException("The scenario has measured nothing.");

    /// <summary>How it was judged, in the order of the steps.</summary>
    public IReadOnlyList<Judged> Judged => _judged;

    public void Add(string probe, IReadOnlyList<Measurement> bursts) => _loads.Add((probe, [.. bursts]));

    /// <summary>What was measured last was repeated once more.</summary>
    public void AddBurst(Measurement burst) => _loads[^1].Bursts.Add(burst);

    public void Add(IEnumerable<Judgement> judgements, IReadOnlyList<Measurement> bursts) =>
        _judged.AddRange(judgements.Select(judgement => new Judged(judgement, [.. bursts])));

    /// <summary>A finding in a line of its own.</summary>
    public void Say(string remark) => _remarks.Add(remark);

    /// <summary>A block for each load, a line for each verdict, and what else was found.</summary>
    public void WriteTo(IReqnrollOutputHelper output)
    {
        foreach (var (probe, bursts) in _loads)
        {
            output.WriteLine(MeasurementBlock.Write(probe, Measurement.Merge(bursts), []));
        }

        foreach (var line in _judged.Select(one => one.Judgement.Sentence).Concat(_remarks))
        {
            output.WriteLine(line);
        }
    }
}

/// <summary>A judgement, and what it was judged on.</summary>
/// <param name="Judgement">How it went.</param>
/// <param name="Bursts">None where it was no load.</param>
public sealed record Judged(Judgement Judgement, IReadOnlyList<Measurement> Bursts);
