using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace IncidentAgent.Specs.Support;

/// <summary>What a scenario measured and how it was judged; written as one block when the scenario ends, whether it kept its promise or not.</summary>
public sealed class MeasurementLog
{
    private readonly List<(string Probe, Measurement Measured, List<Judgement> Judgements)> _entries = [];
    private readonly List<string> _remarks = [];

    private Measurement? _measured;

    /// <summary>What the When measured.</summary>
    /// <exception cref="InvalidOperationException">Nothing was measured.</exception>
    public Measurement Measured => _measured ?? throw new InvalidOperationException("The scenario has measured nothing.");

    public void Add(string probe, Measurement measured)
    {
        _measured = measured;
        _entries.Add((probe, measured, []));
    }

    /// <summary>Some of what was measured is looked at by itself.</summary>
    public void AddPart(string which, Measurement part) => _entries.Add((which, part, []));

    /// <summary>How what was added last was judged.</summary>
    public void Add(IEnumerable<Judgement> judgements) => _entries[^1].Judgements.AddRange(judgements);

    /// <summary>A finding in a line of its own.</summary>
    public void Say(string remark) => _remarks.Add(remark);

    public void WriteTo(IReqnrollOutputHelper output)
    {
        foreach (var (probe, measured, judgements) in _entries)
        {
            output.WriteLine(MeasurementBlock.Write(probe, measured, judgements));
        }

        foreach (var remark in _remarks)
        {
            output.WriteLine(remark);
        }
    }
}
