using ServiceLevels.Objectives;

namespace ServiceLevels.History;

/// <summary>Lines of a history that count for nothing.</summary>
/// <param name="Unreadable">Torn by a crash, or no record at all.</param>
/// <param name="Later">Written in a later format than this one reads.</param>
public sealed record LeftOut(int Unreadable, int Later)
{
    /// <summary>"1 line is unreadable, 2 lines are of a later format"; empty where nothing was left out.</summary>
    public override string ToString() => string.Join(", ", Said(Unreadable, "unreadable").Concat(Said(Later, "of a later format")));

    private static IEnumerable<string> Said(int lines, string what) => lines switch
    {
        0 => [],
        1 => [$"1 line is {what}"],
        _ => [$"{lines} lines are {what}"],
    };
}

/// <summary>What the runs so far found.</summary>
public sealed class RunHistory
{
    /// <param name="records">In the order in which they were written. Of two of the same run and objective the later one counts.</param>
    /// <param name="leftOut">What could not be read.</param>
    public RunHistory(IReadOnlyCollection<ObjectiveRecord> records, LeftOut leftOut)
    {
        Records = [.. records
            .GroupBy(record => (record.Run.Id, Key: KeyText(record.Key)))
            .Select(same => same.Last())
            .OrderBy(record => record.Run.At)];
        LeftOut = leftOut;
    }

    /// <summary>In time order, each run and objective once.</summary>
    public IReadOnlyList<ObjectiveRecord> Records { get; }

    public LeftOut LeftOut { get; }

    /// <summary>The classes of machines on which that objective was measured, the one that was used last first.</summary>
    public IReadOnlyList<string> MachineClasses(ObjectiveKey key) =>
        [.. Of(key).Reverse().Select(record => record.Run.Machine.Class).Distinct()];

    /// <summary>The records of one objective on one class of machines, which alone can be compared, in time order.</summary>
    public IReadOnlyList<ObjectiveRecord> Of(ObjectiveKey key, string machineClass) =>
        [.. Of(key).Where(record => record.Run.Machine.Class == machineClass)];

    /// <summary>
    /// An objective's key in one line, "intake-latency, P95 latency, alerts 50": equal for equal keys, whatever the order of the example's columns.
    /// </summary>
    public static string KeyText(ObjectiveKey key) => string.Join(", ",
        [key.Slo, key.Measure, .. key.Example.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key} {value.Value}")]);

    private IEnumerable<ObjectiveRecord> Of(ObjectiveKey key)
    {
        var text = KeyText(key);
        return Records.Where(record => KeyText(record.Key) == text);
    }
}
