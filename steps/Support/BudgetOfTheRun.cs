using ServiceLevels.Objectives;

namespace IncidentAgent.Specs.Support;

/// <summary>
/// Holds the run as a whole against the budget that <c>features/ServiceLevels/Budget.feature</c> states, when its last scenario has ended: whatever else it
/// measured, few of its alerts may have gone wrong, and not all at once.
/// </summary>
[Binding]
public sealed class BudgetOfTheRun
{
    private const string Slo = "run-budget";
    private const double Allowed = 0.001;
    private const double MostWithinAMinute = 0.1;

    /// <summary>A budget of less than one alert is none.</summary>
    private const int FewestAlerts = 1000;

    private static Judgement[] Verdicts = [];

    /// <summary>Before whatever reads the report.</summary>
    [AfterTestRun(Order = 0)]
    public static void Say(OutputOfTheRun output)
    {
        var budget = ErrorBudget.OfTheRun;
        if (budget.Alerts < FewestAlerts)
        {
            return;
        }

        var policy = SamplingPolicy.FromEnvironment().Judgement;
        Verdicts =
        [
            Judged(Promise.Of("alerts lost, late or in error", Quantity.Share, Relation.AtMost, Allowed), budget.SpentShare),
            Judged(
                Promise.Of("most of the error budget spent within 60 s", Quantity.Share, Relation.AtMost, MostWithinAMinute),
                budget.MostSpentWithin(Allowed, TimeSpan.FromMinutes(1))),
        ];
        foreach (var judgement in Verdicts)
        {
            output.WriteLine($"The whole run: {judgement.Sentence}");
            output.Attach(ObjectiveFiles.Write(ObjectiveRecord.Of(
                ThisRun.Record(policy.Name, new Calibration()),
                new ObjectiveKey(Slo, $"{judgement.Objective.Measure}", new Dictionary<string, string>()),
                judgement,
                [])));
        }

        Judgement Judged(Objective objective, double measured) => Judge.Fact(objective, measured, budget.Alerts, policy, budget.Machine);
    }

    /// <summary>After the report, which is to say so.</summary>
    [AfterTestRun(Order = int.MaxValue)]
    public static void Hold() => ObjectivesBrokenException.ThrowIfBroken(Verdicts, "the whole run");
}
