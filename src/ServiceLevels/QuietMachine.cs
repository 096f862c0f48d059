namespace ServiceLevels;

/// <summary>
/// A lock between all test processes of this user on this machine: measurements hold it alone, everything else shares it. The operating system
/// releases it when its process dies.
/// </summary>
/// <remarks>
/// It is a pair of files in the folder for temporary files; the environment variable <c>SLO_MACHINE_LOCK</c> names another. Who waits to be
/// alone keeps newcomers out, so that a stream of shared holders cannot starve it. One process may hold it shared many times; who asks to be
/// alone while it shares the machine itself waits in vain.
/// </remarks>
public sealed class QuietMachine : IDisposable
{
    // Operating systems can be asked for a file lock, but cannot be awaited for one. A measurement takes seconds; this is soon enough.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly FileStream _machine;
    private readonly FileStream? _turnstile;

    private QuietMachine(FileStream machine, FileStream? turnstile) => (_machine, _turnstile) = (machine, turnstile);

    private static string DefaultPath =>
        Environment.GetEnvironmentVariable("SLO_MACHINE_LOCK") is { Length: > 0 } path
            ? path
            : Path.Combine(Path.GetTempPath(), $"quiet-machine-{Environment.UserName}.lock");

    /// <summary>Waits until nobody else holds it, and then keeps everybody out.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="patience">How long to wait at most. 15 min.</param>
    /// <exception cref="TimeoutException">Others held it for longer than that.</exception>
    public static Task<QuietMachine> AloneAsync(CancellationToken cancellation = default, TimeSpan? patience = null) =>
        AloneAsync(DefaultPath, cancellation, patience);

    /// <summary>Waits until nobody holds it alone or waits to.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="patience">How long to wait at most. 15 min.</param>
    /// <exception cref="TimeoutException">A measurement held it for longer than that.</exception>
    public static Task<QuietMachine> SharedAsync(CancellationToken cancellation = default, TimeSpan? patience = null) =>
        SharedAsync(DefaultPath, cancellation, patience);

    internal static async Task<QuietMachine> AloneAsync(string path, CancellationToken cancellation, TimeSpan? patience)
    {
        var deadline = Environment.TickCount64 + (long)(patience ?? Patience).TotalMilliseconds;
        var turnstile = await OpenAsync(Turnstile(path), FileShare.None, deadline, cancellation);
        try
        {
            return new QuietMachine(await OpenAsync(path, FileShare.None, deadline, cancellation), turnstile);
        }
        catch
        {
            await turnstile.DisposeAsync();
            throw;
        }
    }

    internal static async Task<QuietMachine> SharedAsync(string path, CancellationToken cancellation, TimeSpan? patience)
    {
        var deadline = Environment.TickCount64 + (long)(patience ?? Patience).TotalMilliseconds;
        await using var turnstile = await OpenAsync(Turnstile(path), FileShare.Read, deadline, cancellation);
        return new QuietMachine(await OpenAsync(path, FileShare.Read, deadline, cancellation), turnstile: null);
    }

    /// <summary>Lets the others go on.</summary>
    public void Dispose()
    {
        _machine.Dispose();
        _turnstile?.Dispose();
    }

    private static string Turnstile(string path) => path + ".turnstile";

    private static async Task<FileStream> OpenAsync(string path, FileShare share, long deadline, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, share);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (Environment.TickCount64 >= deadline)
                {
                    throw new TimeoutException($"The machine was not free in time: another test process holds {path}.");
                }

                await Task.Delay(AskAgain, cancellation);
            }
        }
    }
}
