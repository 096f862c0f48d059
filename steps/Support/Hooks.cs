using IncidentAgent.Specs.Drivers;
using Reqnroll.BoDi;
using Reqnroll.UnitTestProvider;
using ServiceLevels;

namespace IncidentAgent.Specs.Support;

/// <summary>What every scenario needs and none says: who has the machine, what is shared, what cannot run here, and what is checked at the end.</summary>
[Binding]
public sealed class Hooks
{
    private const int First = 0;

    /// <summary>A measurement has the machine to itself; everything else that is tested on it waits, in whatever process it runs.</summary>
    [BeforeFeature(Order = First)]
    public static async Task TakeTheMachine(FeatureContext feature)
    {
        var machine = feature.FeatureInfo.Tags.Contains("performance") ? await QuietMachine.AloneAsync() : await QuietMachine.SharedAsync();
        feature.FeatureContainer.RegisterInstanceAs(machine);
        feature.FeatureContainer.RegisterInstanceAs(new FeatureService());
    }

    [AfterFeature]
    public static async Task GiveTheMachineBack(FeatureContext feature)
    {
        await feature.FeatureContainer.Resolve<FeatureService>().DisposeAsync();
        feature.FeatureContainer.Resolve<QuietMachine>().Dispose();
    }

    [BeforeScenario(Order = First)]
    public static void ChooseThePolicy(IObjectContainer scenario) => scenario.RegisterInstanceAs(SamplingPolicy.FromEnvironment());

    [BeforeScenario("nightly", "soak")]
    public static void SkipWhatTakesLong(SamplingPolicy policy, IUnitTestRuntimeProvider run)
    {
        if (!policy.IsNightly)
        {
            run.TestIgnore($"takes long: runs with {SamplingPolicy.Variable}=nightly");
        }
    }

    [BeforeScenario("in-process")]
    public static void SkipWhatCannotRunElsewhere(IUnitTestRuntimeProvider run)
    {
        if (DeployedAgent.Address is { } address)
        {
            run.TestIgnore($"not applicable to {address}: it needs the service's process, or what surrounds it, in hand");
        }
    }

    /// <summary>
    /// Checks what always holds, writes down what was measured, and stops what was started. One hook, because the hooks after one that fails are not run.
    /// </summary>
    [AfterScenario]
    public static async Task End(ScenarioContext scenario, StandingChecks checks, TrafficDriver traffic, ScenarioReport report, Started started)
    {
        try
        {
            if (scenario.ScenarioExecutionStatus is ScenarioExecutionStatus.OK)
            {
                await checks.HoldAsync(traffic.Sent);
            }
        }
        finally
        {
            try
            {
                report.Write();
            }
            finally
            {
                await started.StopAsync();
            }
        }
    }
}
