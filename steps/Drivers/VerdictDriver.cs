using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Judges a load that never was, at a moment that does not pass.</summary>
public sealed class VerdictDriver
{
    private const int Seed = 20;

    private static readonly RunRecord Run =
        new("a run", DateTimeOffset.UnixEpoch, null, JudgementPolicy.PullRequest.Name, new MachineRecord("a machine", 1, 0.01));

    private static readonly Objective[] Objectives =
    [
        Objective.Parse("mean latency", "< 150 ms", "< 200 ms"),
        Objective.Parse("P50 latency", "< 110 ms", "< 500 ms"),
        Objective.Parse("P95 latency", "< 200 ms", "< 300 ms"),
        Objective.Parse("P99 latency", "< 100 ms", "< 150 ms"),
        Objective.Parse("maximum latency", "< 1 s", "< 2 s"),
        Objective.Parse("throughput", "> 40 alerts/s", "> 20 alerts/s"),
        Objective.Parse("error rate", "= 0 %", "< 1 %"),
    ];

    private int _times;
    private int _bursts;
    private (string First, string Second) _records;

    public void Draw(int times, int bursts) => (_times, _bursts) = (times, bursts);

    public void JudgeTwice() => _records = (JudgeOnce(), JudgeOnce());

    public void AreTheSame() => _records.Second.Should().NotBeEmpty().And.Be(_records.First);

    private string JudgeOnce()
    {
        var bursts = Bursts(new Random(Seed));
        return string.Join('\n', Objectives.Select(objective => Record(objective, bursts).ToJson()));
    }

    private static ObjectiveRecord Record(Objective objective, IReadOnlyList<Measurement> bursts) => ObjectiveRecord.Of(
        Run,
        new ObjectiveKey("seeded", $"{objective.Measure}", new Dictionary<string, string>()),
        Judge.Of(objective, bursts, JudgementPolicy.PullRequest, MachineCondition.During(bursts, Run.Machine.Factor)),
        bursts);

    private Measurement[] Bursts(Random chance)
    {
        var size = _times / _bursts;
        return [.. Enumerable.Range(0, _bursts).Select(_ => Measurement.Of(new Arrivals.AtOnce(size), [.. Enumerable.Range(0, size).Select(Sample)]))];

        // Around 100 ms, and now and then much longer, as latencies are.
        Sample Sample(int index) => new(index, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(100 * Math.Exp(chance.NextDouble() - 0.5)), Outcome.Accepted);
    }
}
