using ServiceLevels.Objectives;

namespace ServiceLevels.History;

/// <summary>Machines and loads of several shards, together.</summary>
internal static class ShardLoad
{
    /// <summary>From the first that began. A class of machines of its own, where they were of several.</summary>
    public static RunRecord Run(IReadOnlyCollection<ObjectiveRecord> shards)
    {
        var first = shards.MinBy(shard => shard.Run.At)!.Run;
        return first with
        {
            Machine = new MachineRecord(
                Joined(shards.Select(shard => shard.Run.Machine.Class).Order(StringComparer.Ordinal)),
                shards.Average(shard => shard.Run.Machine.Factor),
                shards.Average(shard => shard.Run.Machine.CalibrationSeconds)),
        };
    }

    /// <summary>All that was sent; how late, and how much of a machine others used, as it was on the worst of them.</summary>
    public static LoadRecord? Of(IReadOnlyCollection<ObjectiveRecord> shards)
    {
        LoadRecord[] loads = [.. shards.Select(shard => shard.Load).OfType<LoadRecord>()];
        return loads.Length == 0 ? null : new LoadRecord(
            loads.Select(load => load.Arrivals).Distinct().ToArray() is [var same] && loads.Length > 1
                ? $"{loads.Length} times {same}"
                : Joined(loads.Select(load => load.Arrivals)),
            loads.Sum(load => load.Sent),
            loads.Sum(load => load.Accepted),
            loads.Sum(load => load.Refused),
            loads.Sum(load => load.Lost),
            loads.Max(load => load.LagP99Seconds),
            loads.Max(load => load.OthersShare));
    }

    private static string Joined(IEnumerable<string> words) => string.Join(" + ", words.Distinct());
}
