using System.Diagnostics.CodeAnalysis;
using Reqnroll.BoDi;

namespace Reqnroll;

/// <summary>The scenario that runs.</summary>
public interface IScenarioContext : IReqnrollContext
{
    ScenarioInfo ScenarioInfo { get; }

    /// <summary>The rule, or <see langword="null"/> for a scenario that stands under none.</summary>
    RuleInfo? RuleInfo { get; }

    ScenarioBlock CurrentScenarioBlock { get; }

    IObjectContainer ScenarioContainer { get; }

    ScenarioExecutionStatus ScenarioExecutionStatus { get; }
}

/// <inheritdoc cref="IScenarioContext"/>
public class ScenarioContext : ReqnrollContext, IScenarioContext
{
    internal ScenarioContext(ScenarioInfo info, RuleInfo? rule, IObjectContainer container)
    {
        ScenarioInfo = info;
        RuleInfo = rule;
        ScenarioContainer = container;
    }

    public ScenarioInfo ScenarioInfo { get; }

    public RuleInfo? RuleInfo { get; }

    public ScenarioBlock CurrentScenarioBlock { get; internal set; }

    public IObjectContainer ScenarioContainer { get; }

    public ScenarioExecutionStatus ScenarioExecutionStatus { get; internal set; }

    /// <summary>The step that runs; <see langword="null"/> between steps.</summary>
    public ScenarioStepContext StepContext { get; internal set; } = null!;

    /// <summary>Says that the step is not written yet.</summary>
    [DoesNotReturn]
    public static void StepIsPending() => throw new PendingStepException();

    [DoesNotReturn]
    public void Pending() => StepIsPending();
}
