using IncidentAgent.Specs.Drivers;

namespace IncidentAgent.Specs.Support;

/// <summary>Says at the end of a scenario what it measured and how that was judged, whether or not one of its steps has failed.</summary>
public sealed class ScenarioReport(
    ScenarioContext scenario,
    TrafficDriver traffic,
    MeasurementLog log,
    SamplingPolicy policy,
    Calibration calibration,
    IReqnrollOutputHelper output)
{
    /// <summary>Writes it down, attaches what is kept of each objective, and enters into the run's budget what a load scenario spent.</summary>
    public void Write()
    {
        if (scenario.ScenarioInfo.CombinedTags.Contains("performance"))
        {
            ErrorBudget.OfTheRun.Add(traffic.Sent);
        }

        log.WriteTo(output);
        if (log.Judged.Count > 0)
        {
            Attach();
        }
    }

    private void Attach()
    {
        foreach (var file in ObjectiveFiles.Write(scenario.ScenarioInfo, log.Judged, ThisRun.Record(policy.Judgement.Name, calibration)))
        {
            output.AddAttachment(file);
        }
    }
}
