using System.Globalization;
using Benchmarks.Reporting;
using ServiceLevels.Reporting;
using ServiceLevels.Statistics;

namespace Benchmarks.Growth;

/// <summary>Two tables: by alerts, by incidents.</summary>
internal static class GrowthReport
{
    public static string Write(Machine machine, IReadOnlyList<AlertStep> alerts, IReadOnlyList<IncidentStep> incidents) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {machine}; {Cost.Connections} connections.

        More and more alerts of {AlertGrowth.Incidents} open incidents, {AlertGrowth.AlertsPerRequest} in a request; each row is the stretch since the row before. After each the
        agent is killed and started again on copies of what it left: how much later its first 202 comes than on an empty folder, when the system has the
        files in memory still, as after a kill, and when it reads them from the disk, as after a restart of the machine. Beside either stands how long it
        takes to read the same bytes in a row. All four are medians of {Recovery.Rounds} starts.

        {ByAlerts(alerts)}
        {Exponent(alerts.Select(step => ((double)step.Alerts, step.Cost.ProcessorSeconds)))}

        {IncidentGrowth.FurtherAlerts} alerts, one in a request, over more and more incidents that are open already, each time in a new agent.

        {ByIncidents(incidents)}
        {Exponent(incidents.Select(step => ((double)step.Incidents, step.Cost.ProcessorSeconds)))}
        """);

    private static Table ByAlerts(IReadOnlyList<AlertStep> steps)
    {
        var table = new Table(
            0, "alerts", "time/alert", "CPU/alert", "allocated/alert", "resident", "files", "files/alert", "after a kill", "reading", "ratio",
            "after a restart", "reading", "ratio", "errors");
        foreach (var step in steps)
        {
            table.Add(
                Si.Count(step.Alerts), Si.Duration(step.Cost.Seconds), Si.Duration(step.Cost.ProcessorSeconds), Size(step.Cost.AllocatedBytes),
                Si.Size(step.ResidentBytes), Si.Size(step.FileBytes), Si.Size((double)step.FileBytes / step.Alerts), Si.Duration(step.AfterKill.Seconds),
                Si.Duration(step.AfterKill.ReadSeconds), Si.Number(step.AfterKill.Ratio), Duration(step.AfterRestart?.Seconds),
                Duration(step.AfterRestart?.ReadSeconds), Number(step.AfterRestart?.Ratio), Si.Number(step.Cost.Errors));
        }

        return table;
    }

    private static Table ByIncidents(IReadOnlyList<IncidentStep> steps)
    {
        var table = new Table(0, "incidents", "to open one", "CPU to open one", "time/alert", "CPU/alert", "allocated/alert", "resident", "files", "errors");
        foreach (var step in steps)
        {
            table.Add(
                Si.Count(step.Incidents), Si.Duration(step.Opening.Seconds), Si.Duration(step.Opening.ProcessorSeconds), Si.Duration(step.Cost.Seconds),
                Si.Duration(step.Cost.ProcessorSeconds), Size(step.Cost.AllocatedBytes), Si.Size(step.ResidentBytes), Si.Size(step.FileBytes),
                Si.Number(step.Opening.Errors + step.Cost.Errors));
        }

        return table;
    }

    /// <summary>0 is flat, 1 is proportional. The first stretch warms up and is left out.</summary>
    private static string Exponent(IEnumerable<(double N, double Cost)> steps) => steps.Skip(1).Where(step => step.Cost > 0).ToList() is { Count: >= 2 } warm
        ? string.Create(CultureInfo.InvariantCulture, $"CPU per alert grows with the power {GrowthExponent.Of(warm).Exponent:0.00} of their number, the first row left out.")
        : "Too few rows to say with which power it grows.";

    private static string Duration(double? seconds) => seconds is { } known ? Si.Duration(known) : "-";

    private static string Number(double? number) => number is { } known ? Si.Number(known) : "-";

    private static string Size(double? bytes) => bytes is { } known ? Si.Size(known) : "-";
}
