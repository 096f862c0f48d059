namespace Reqnroll.Bindings;

/// <summary>The keyword a step definition answers to; And and But take that of the step before.</summary>
public enum StepDefinitionType
{
    Given = ScenarioBlock.Given,
    When = ScenarioBlock.When,
    Then = ScenarioBlock.Then,
}
