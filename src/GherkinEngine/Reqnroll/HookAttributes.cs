using GherkinEngine.Bindings;

namespace Reqnroll;

/// <summary>
/// A method that runs at a moment of the run. Hooks of one moment run by ascending <see cref="Order"/>, before and after alike.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class HookAttribute : Attribute
{
    public const int DefaultOrder = 10000;

    private protected HookAttribute(HookMoment moment, string[] tags)
    {
        Moment = moment;
        Tags = tags;
    }

    /// <summary>Any of these tags, with or without <c>@</c>, makes the hook apply; none means always.</summary>
    public string[] Tags { get; }

    public int Order { get; set; } = DefaultOrder;

    internal HookMoment Moment { get; }
}

/// <summary>Before the first scenario; static.</summary>
public class BeforeTestRunAttribute() : HookAttribute(HookMoment.BeforeTestRun, []);

/// <summary>After the last scenario; static.</summary>
public class AfterTestRunAttribute() : HookAttribute(HookMoment.AfterTestRun, []);

/// <summary>Before a feature's first scenario; static.</summary>
public class BeforeFeatureAttribute(params string[] tags) : HookAttribute(HookMoment.BeforeFeature, tags);

/// <summary>After a feature's last scenario; static.</summary>
public class AfterFeatureAttribute(params string[] tags) : HookAttribute(HookMoment.AfterFeature, tags);

/// <summary>Before each scenario and each row of examples.</summary>
public class BeforeScenarioAttribute(params string[] tags) : HookAttribute(HookMoment.BeforeScenario, tags);

/// <summary>Short for <see cref="BeforeScenarioAttribute"/>.</summary>
public class BeforeAttribute(params string[] tags) : BeforeScenarioAttribute(tags);

/// <summary>After each scenario and each row of examples, failed or not.</summary>
public class AfterScenarioAttribute(params string[] tags) : HookAttribute(HookMoment.AfterScenario, tags);

/// <summary>Short for <see cref="AfterScenarioAttribute"/>.</summary>
public class AfterAttribute(params string[] tags) : AfterScenarioAttribute(tags);

/// <summary>Before a sequence of steps of one keyword.</summary>
public class BeforeScenarioBlockAttribute(params string[] tags) : HookAttribute(HookMoment.BeforeScenarioBlock, tags);

/// <summary>After a sequence of steps of one keyword.</summary>
public class AfterScenarioBlockAttribute(params string[] tags) : HookAttribute(HookMoment.AfterScenarioBlock, tags);

/// <summary>Before each step that is called.</summary>
public class BeforeStepAttribute(params string[] tags) : HookAttribute(HookMoment.BeforeStep, tags);

/// <summary>After each step that was called.</summary>
public class AfterStepAttribute(params string[] tags) : HookAttribute(HookMoment.AfterStep, tags);
