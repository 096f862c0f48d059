namespace IncidentAgent.Storage;

/// <summary>A folder that one process at a time may use; the lock goes with the process, however it ends.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _held;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    public string Path { get; }

    /// <summary>The tables: what is read.</summary>
    public string Database => System.IO.Path.Combine(Path, "incident-agent.db");

    /// <summary>The folder of what was committed last.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal");

    /// <exception cref="StartRefusedException">The folder is in use, or cannot be written to.</exception>
    public static DataDirectory Open(string directory)
    {
        var path = System.IO.Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Storage:Directory: '{path}' cannot be made: {e.Message}", e);
        }

        try
        {
            var file = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(path, file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartRefusedException($"Storage:Directory: '{path}' cannot be written to: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new StartRefusedException(
                $"Storage:Directory: '{path}' is in use by another process. Stop that one, or name another folder with --data.", e);
        }
    }

    public void Dispose() => _held.Dispose();
}
