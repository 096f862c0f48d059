namespace IncidentAgent.Investigation.Remediation;

/// <summary>A catalogue in a file of the user's.</summary>
internal static class CatalogueFile
{
    private const int MostBytes = 1 << 20;

    /// <summary>What is in the file, and everything that is wrong with it; nothing of either without a path.</summary>
    public static CatalogueReading Read(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return new([], []);
        }

        try
        {
            return new FileInfo(path).Length > MostBytes
                ? new([], ["which is larger than 1 MiB; split off what is not a remediation catalogue."])
                : CatalogueReader.Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new([], [$"which cannot be read: {e.Message} Name a file that exists and that the agent may read."]);
        }
    }
}
