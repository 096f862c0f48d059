namespace ServiceLevels.Export;

/// <summary>
/// An error budget burns so fast that a given share of it is gone within the long window, and still does so within the short one, which ends the alert soon
/// after the trouble. Windows, shares and factors are those of Google's SRE Workbook, chapter 5, "Alerting on SLOs", section 6, "Multiwindow, Multi-Burn-Rate
/// Alerts".
/// </summary>
/// <param name="Severity"><c>page</c> wakes somebody, <c>ticket</c> waits for the morning.</param>
/// <param name="BudgetShare">The share of the budget that is gone, 0 to 1.</param>
/// <param name="Long">The window the share is burnt in.</param>
/// <param name="Short">A twelfth of it.</param>
public sealed record BurnRate(string Severity, decimal BudgetShare, Window Long, Window Short)
{
    public const string Page = "page";

    public const string Ticket = "ticket";

    /// <summary>Over 30 days: 14.4, 6, 3 and 1 times too fast.</summary>
    public static IReadOnlyList<BurnRate> All { get; } =
    [
        new(Page, 0.02m, Window.OneHour, Window.FiveMinutes),
        new(Page, 0.05m, Window.SixHours, Window.HalfAnHour),
        new(Ticket, 0.10m, Window.OneDay, Window.TwoHours),
        new(Ticket, 0.10m, Window.ThreeDays, Window.SixHours),
    ];

    /// <summary>
    /// How many times too fast: at 1 the budget lasts exactly its period. It is the share times the period over the window (SRE Workbook, chapter 5, section 4,
    /// "Alert on Burn Rate").
    /// </summary>
    public decimal Factor(int windowDays) => BudgetShare * windowDays * 24 / Long.Hours;

    /// <summary>
    /// Those worth an alert. One that would be silent even if every event were bad is none: no budget burns faster than 1 / budget. Where only the slowest is
    /// left, as for a median, there is none at all: that half of the events were slower than usual for three days is a graph, not an alert.
    /// </summary>
    /// <param name="budget">The share of the events that may be bad, above 0 and below 1.</param>
    /// <param name="windowDays">The period of the budget.</param>
    public static IReadOnlyList<BurnRate> For(decimal budget, int windowDays)
    {
        IReadOnlyList<BurnRate> possible = [.. All.Where(burn => burn.Factor(windowDays) * budget < 1)];
        return possible.Count > 1 ? possible : [];
    }
}

/// <summary>A span of time that an error ratio is recorded over.</summary>
/// <param name="Name">In PromQL.</param>
/// <param name="Hours">Its length.</param>
public sealed record Window(string Name, decimal Hours)
{
    public static readonly Window FiveMinutes = new("5m", 1 / 12m);
    public static readonly Window HalfAnHour = new("30m", 0.5m);
    public static readonly Window OneHour = new("1h", 1);
    public static readonly Window TwoHours = new("2h", 2);
    public static readonly Window SixHours = new("6h", 6);
    public static readonly Window OneDay = new("1d", 24);
    public static readonly Window ThreeDays = new("3d", 72);

    /// <summary>Shortest first.</summary>
    public static IReadOnlyList<Window> All { get; } = [FiveMinutes, HalfAnHour, OneHour, TwoHours, SixHours, OneDay, ThreeDays];

    /// <summary>The series that holds the error ratio over it.</summary>
    public string Series => $"slo:error_ratio:rate{Name}";
}
