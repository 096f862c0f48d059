using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IncidentAgent.Commands;

/// <summary>Incidents as a table for a terminal.</summary>
internal static class IncidentTable
{
    public const int MostRows = 200;

    /// <param name="incidents">In the order to show; at most <see cref="MostRows"/> are.</param>
    /// <param name="more">Whether the agent has more than these.</param>
    public static IRenderable Render(IReadOnlyList<IncidentLine> incidents, bool more)
    {
        if (incidents.Count == 0)
        {
            return new Text("No incident is open.\n");
        }

        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("Incident", "Status", "Severity", "Since (UTC)", "Alerts", "Services", "Title");
        foreach (var incident in incidents.Take(MostRows))
        {
            table.AddRow(Cells(incident));
        }

        return more || incidents.Count > MostRows ? table.Caption($"The first {Math.Min(incidents.Count, MostRows)}; there are more.") : table;
    }

    private static IEnumerable<IRenderable> Cells(IncidentLine incident) =>
    [
        Cell(incident.Id),
        Cell(incident.Status),
        new Text(Terminal.Safe(incident.Severity), Style(incident.Severity)),
        Cell(incident.OpenedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        Cell($"{incident.FiringAlerts} firing, {incident.ResolvedAlerts} resolved"),
        Cell(string.Join(", ", incident.Services)),
        Cell(incident.Title),
    ];

    private static Text Cell(string text) => new(Terminal.Safe(text));

    private static Style Style(string severity) => severity switch
    {
        "critical" => new Style(Color.Red, decoration: Decoration.Bold),
        "error" => new Style(Color.Red),
        "warning" => new Style(Color.Yellow),
        _ => Spectre.Console.Style.Plain,
    };
}
