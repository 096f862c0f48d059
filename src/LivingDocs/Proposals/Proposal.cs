using ServiceLevels.History;

namespace LivingDocs.Proposals;

/// <summary>Tighter thresholds for the tables of feature files, as far as the history allows them. It is a diff, and never applied from here.</summary>
internal static class Proposal
{
    /// <summary>For all feature files in a folder and below; empty if there is nothing to propose.</summary>
    /// <param name="features">The folder.</param>
    /// <param name="root">Where the diff is to be applied: its paths begin there.</param>
    /// <param name="history">What the runs found.</param>
    /// <exception cref="FormatException">A file is no Gherkin; the message says which, and where.</exception>
    public static string Diff(string features, string root, RunHistory history) => string.Concat(
        Directory.EnumerateFiles(features, "*.feature", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => OfFile(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file), history)));

    private static string OfFile(string path, string text, RunHistory history)
    {
        try
        {
            return OfText(path, text, history);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    private static string OfText(string path, string text, RunHistory history)
    {
        var before = text.Split('\n');
        string[] after = [.. before];
        var remarks = new List<(int Line, string Remark)>();
        foreach (var row in ThresholdRow.In(text).Where(row => row.Keys.Count > 0))
        {
            if (SuggestedThreshold.Of(history, row.Keys, row.Target, row.Threshold) is { } suggested)
            {
                TableText.Write(after, row.Table, row.Line, row.Column, suggested.Written);
                remarks.Add((row.Line, $"{row.Keys[0].Slo}, {row.Keys[0].Measure}: {row.Threshold} becomes {suggested.Written}, because {suggested.Reason}."));
            }
        }

        return LineChanges.Diff(path, before, after, remarks.ToLookup(remark => remark.Line, remark => remark.Remark));
    }
}
