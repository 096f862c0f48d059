using ServiceLevels.History;
using ServiceLevels.Statistics;

namespace IncidentAgent.Specs.Support;

/// <summary>What earlier runs wrote into <c>living-docs/history.jsonl</c>, read once.</summary>
internal static class PastRuns
{
    /// <summary>Beside the messages, whose place <c>reqnroll.json</c> gives in the same way.</summary>
    public static string HistoryPath { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../living-docs/history.jsonl"));

    private static readonly Lazy<double?> Usual = new(() => UsualOf(HistoryFile.Read(HistoryPath)));

    /// <summary>The median of what the calibration work took on machines of this class; <see langword="null"/> without a history of them.</summary>
    public static double? UsualCalibrationSeconds => Usual.Value;

    private static double? UsualOf(RunHistory history)
    {
        double[] seconds =
        [
            .. history.Records.Where(record => record.Run.Machine.Class == MachineClass.Name)
                .Select(record => (record.Run.Id, record.Key.Slo, record.Run.Machine.CalibrationSeconds)).Distinct()
                .Select(scenario => scenario.CalibrationSeconds).OfType<double>().Order(),
        ];
        return seconds.Length == 0 ? null : NearestRank.Of(seconds, 50);
    }
}
