namespace Reqnroll;

/// <summary>The step that runs, for the hooks around it.</summary>
public class ScenarioStepContext : ReqnrollContext
{
    internal ScenarioStepContext(StepInfo info) => StepInfo = info;

    public StepInfo StepInfo { get; }

    /// <summary>How the step ended; OK while it runs.</summary>
    public ScenarioExecutionStatus Status { get; internal set; }
}
