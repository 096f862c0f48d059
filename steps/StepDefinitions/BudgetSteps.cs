using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class BudgetSteps(BudgetDriver budget)
{
    [Then("at most {percentage} of all alerts were lost, late or in error")]
    public void ThenAtMostWereLost(Percentage share) => budget.IsAtMost(share.Fraction);

    [Then("no {duration} of the run spent more than {percentage} of that budget")]
    public void ThenNoTimeSpentMore(TimeSpan within, Percentage share) => budget.NoneSpentMore(within, share.Fraction);
}
