using System.Globalization;
using ServiceLevels.Reporting;

namespace ServiceLevels.Export;

/// <summary>One alert of a service level: any of its burn rates sets it off.</summary>
/// <param name="Level">Whose budget burns.</param>
/// <param name="Severity">Of each of the burn rates.</param>
/// <param name="Burns">At least one.</param>
internal sealed record BudgetAlert(ServiceLevel Level, string Severity, IReadOnlyList<BurnRate> Burns)
{
    public string Name => Severity == BurnRate.Page ? "ErrorBudgetBurnsFast" : "ErrorBudgetBurnsSlowly";

    public object Labels => new { Severity, Level.Service, Level.Slo, Objective = Level.Name };

    public string Expression => string.Join("\nor\n", Burns.Select(Burning));

    /// <summary>Its page and its ticket, as far as they can fire.</summary>
    public static IEnumerable<BudgetAlert> Of(ServiceLevel level) =>
        level.Burns.GroupBy(burn => burn.Severity).Select(same => new BudgetAlert(level, same.Key, [.. same]));

    /// <summary>What a person reads.</summary>
    /// <param name="badShare">How many events are bad, as text or as Prometheus' template for it.</param>
    public object Annotations(string badShare) => new
    {
        Summary = $"{Level.Threshold.Words} does not hold for {badShare} of the events; {Si.Percent((double)Level.Budget)} may be bad",
        Description = $"{Level.Scenario} ({Level.Place})",
    };

    private string Burning(BurnRate burn)
    {
        var bound = string.Create(CultureInfo.InvariantCulture, $"{burn.Factor(Level.WindowDays):0.##} * {Level.Budget:0.######}");
        return $"({Over(burn.Long)} and {Over(burn.Short)})";

        string Over(Window window) => $"{window.Series}{{objective=\"{Level.Name}\"}} > {bound}";
    }
}
