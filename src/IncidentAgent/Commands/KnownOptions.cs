namespace IncidentAgent.Commands;

/// <summary>The agent's configuration sections and the classes they are bound to, one line a stage.</summary>
internal static class KnownOptions
{
    public static ConfigurationKeys Keys { get; } = new(
    [
        ("Storage", typeof(StorageSection)),
    ]);

    private sealed record StorageSection(string Directory);
}
