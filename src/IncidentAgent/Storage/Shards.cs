namespace IncidentAgent.Storage;

/// <summary>Due work is spread over so many shards, each scanned by one grain. The number is stored with every row: it does not change.</summary>
internal static class Shards
{
    public const int Count = 16;

    /// <summary>FNV-1a over the key's characters: the same in every process and release.</summary>
    public static int Of(string key)
    {
        var hash = 2166136261u;
        foreach (var character in key)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)(hash % Count);
    }
}
