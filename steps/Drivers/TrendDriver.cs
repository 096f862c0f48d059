using IncidentAgent.Specs.Support;
using ServiceLevels.History;
using ServiceLevels.Load;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Drivers;

/// <summary>
/// Makes a history of really measured runs, of which the last ones are of a service that was made slower. The service holds every request for much longer
/// than it works on it, so that its figures differ by little else; and the slower runs are measured in between the others, so that whatever else the machine
/// does meets both.
/// </summary>
public sealed class TrendDriver(ServiceDriver service, TrafficDriver traffic, SamplingPolicy sampling, MeasurementLog log)
{
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(100);
    private static readonly Arrivals Run = new Arrivals.AtOnce(20);
    private static readonly Objective Objective = Objective.Parse("P50 latency", "< 1 s", "< 2 s");

    /// <summary>The service is cold, and the connections are not there yet.</summary>
    private const int Discarded = 3;

    private int _runs;
    private TrendGate? _trend;
    private string? _excuse;

    public void Begin(int runs) => _runs = runs;

    public async Task SlowDownAsync(double fraction, int runs)
    {
        var (before, slower) = (new List<Measurement>(), new List<Measurement>());
        var each = _runs / runs;
        for (var run = 0; run < Discarded; run++)
        {
            await MeasureAsync(Held);
        }

        for (var round = 0; round < runs; round++)
        {
            for (var run = 0; run < each; run++)
            {
                before.Add(await MeasureAsync(Held));
            }

            slower.Add(await MeasureAsync(Held * (1 + fraction)));
        }

        before.Count.Should().Be(_runs, "the slower runs are spread evenly between the others");
        _excuse = MachineCondition.During([.. before, .. slower]).Excuse(Quantity.Ratio, sampling.Judgement);
        _trend = TrendGate.Of([.. before.Concat(slower).Select(Recorded)]);
        log.Say($"the trend is {_trend}");
    }

    /// <summary>On a machine that others keep busy another verdict proves nothing, here as everywhere.</summary>
    public void Is(string verdict)
    {
        if (_trend!.Word != verdict && _excuse is not null)
        {
            log.Say($"not proven to be {verdict} ({_excuse})");
            return;
        }

        _trend.Word.Should().Be(verdict, $"the trend is {_trend}");
    }

    private async Task<Measurement> MeasureAsync(TimeSpan held)
    {
        ((InProcessAgent)service.Current.Agent).Hold(held);
        var measured = await traffic.AskAsync("/health", Run);
        ((InProcessAgent)service.Current.Agent).Hold(TimeSpan.Zero);
        return measured;
    }

    private ObjectiveRecord Recorded(Measurement measured, int number) => ObjectiveRecord.Of(
        new RunRecord($"run-{number}", DateTimeOffset.UnixEpoch.AddDays(number), null, sampling.Judgement.Name, new MachineRecord("this one", null, null)),
        new ObjectiveKey("trend", $"{Objective.Measure}", new Dictionary<string, string>()),
        Judge.Of(Objective, [measured], sampling.Judgement, new MachineCondition()),
        [measured]);
}
