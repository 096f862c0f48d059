using IncidentAgent.Specs.Support;
using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Holds what a scenario has sent against an error budget.</summary>
public sealed class BudgetDriver(TrafficDriver traffic, ObjectivesDriver objectives)
{
    private double _allowed;

    public void IsAtMost(double share)
    {
        _allowed = share;
        var budget = OfTheScenario();
        objectives.Fact(Promise.Of("alerts lost, late or in error", Quantity.Share, Relation.AtMost, share), budget.SpentShare, budget.Alerts);
    }

    public void NoneSpentMore(TimeSpan within, double share)
    {
        var budget = OfTheScenario();
        objectives.Fact(
            Promise.Of($"most of the error budget spent within {within.TotalSeconds:0} s", Quantity.Share, Relation.AtMost, share),
            budget.MostSpentWithin(_allowed, within),
            budget.Alerts);
    }

    private ErrorBudget OfTheScenario()
    {
        var budget = new ErrorBudget();
        budget.Add(traffic.Sent);
        return budget;
    }
}
