namespace Reqnroll;

/// <summary>The keyword of the sequence of steps that runs.</summary>
public enum ScenarioBlock
{
    None,
    Given,
    When,
    Then,
}
