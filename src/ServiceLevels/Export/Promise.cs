namespace ServiceLevels.Export;

/// <summary>What a scenario promises under a name.</summary>
/// <param name="Slo">The name in its tag <c>@slo:name</c>.</param>
/// <param name="Scenario">Its title.</param>
/// <param name="Place">Where it is written, <c>features/ServiceLevels/AlertIntake.feature:58</c>.</param>
/// <param name="WindowDays">Over how many days production judges it: the tag <c>@window:30d</c>, or <see cref="DefaultWindowDays"/>.</param>
/// <param name="Rows">Its tables of objectives, with the values of the example filled in; empty where the promise is said in a sentence.</param>
public sealed record Promise(string Slo, string Scenario, string Place, int WindowDays, IReadOnlyList<PromisedRow> Rows)
{
    /// <summary>The usual period of an error budget.</summary>
    public const int DefaultWindowDays = 30;
}

/// <summary>One row of a table of objectives, as it is written.</summary>
public sealed record PromisedRow(string Measure, string Target, string Threshold);
