using System.Text;
using System.Text.Json;
using ServiceLevels.Objectives;

namespace ServiceLevels.History;

/// <summary>
/// <c>history.jsonl</c>: what the runs so far found, an <see cref="ObjectiveRecord"/> a line. Lines are only added, so that a crash leaves a valid
/// beginning: at worst a torn last line, which readers leave out. Only to drop what is older than <see cref="MostRuns"/> runs the file is written
/// anew, beside the old one, and then takes its place.
/// </summary>
public static class HistoryFile
{
    /// <summary>Older runs are dropped.</summary>
    public const int MostRuns = 400;

    /// <summary>The latest format of records that is read.</summary>
    public const int KnownFormat = 1;

    /// <summary>What can be read of it; nothing where there is no such file, as before the first run.</summary>
    public static RunHistory Read(string path)
    {
        var lines = Lines(path);
        return new RunHistory(
            [.. lines.Select(line => line.Record).OfType<ObjectiveRecord>()],
            new LeftOut(lines.Count(line => line.State is LineState.Unreadable), lines.Count(line => line.State is LineState.Later)));
    }

    /// <summary>
    /// Adds what a run found, in one write; when this returns it is on the disk. Of more than <see cref="MostRuns"/> runs the oldest are dropped, and
    /// with them whatever cannot be read.
    /// </summary>
    public static void Append(string path, IReadOnlyCollection<ObjectiveRecord> records)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var added = string.Concat(records.Select(record => record.ToJson() + "\n"));
        using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
        {
            var text = EndsTorn(file) ? "\n" + added : added;
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        DropOldest(path);
    }

    private static bool EndsTorn(FileStream file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static void DropOldest(string path)
    {
        var lines = Lines(path);
        var runs = lines
            .Select(line => line.Record?.Run)
            .OfType<RunRecord>()
            .GroupBy(run => run.Id)
            .OrderByDescending(run => run.Max(record => record.At))
            .Select(run => run.Key)
            .ToList();
        if (runs.Count <= MostRuns)
        {
            return;
        }

        var newest = runs.Take(MostRuns).ToHashSet();
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            var kept = lines.Where(line => line.State is LineState.Later || (line.Record is { } record && newest.Contains(record.Run.Id)));
            file.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(line => line.Text + "\n"))));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private static List<Line> Lines(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Where(text => !string.IsNullOrWhiteSpace(text)).Select(Line.Of)]
        : [];

    private enum LineState
    {
        Readable,
        Unreadable,
        Later,
    }

    private sealed record Line(string Text, LineState State, ObjectiveRecord? Record)
    {
        public static Line Of(string text)
        {
            try
            {
                var record = ObjectiveRecord.FromJson(text);
                return record.Format <= KnownFormat ? new Line(text, LineState.Readable, record) : new Line(text, LineState.Later, null);
            }
            catch (JsonException)
            {
                return new Line(text, IsLater(text) ? LineState.Later : LineState.Unreadable, null);
            }
        }

        private static bool IsLater(string text)
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                return json.RootElement.ValueKind is JsonValueKind.Object
                    && json.RootElement.TryGetProperty("format", out var format)
                    && format.ValueKind is JsonValueKind.Number
                    && format.TryGetInt32(out var number)
                    && number > KnownFormat;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
