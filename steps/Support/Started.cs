namespace IncidentAgent.Specs.Support;

/// <summary>Everything a scenario has started; stopped when it is over, the last one first, whether or not it kept its promise.</summary>
public sealed class Started
{
    private readonly Stack<IAsyncDisposable> _running = new();

    public T Add<T>(T running)
        where T : IAsyncDisposable
    {
        _running.Push(running);
        return running;
    }

    public async Task StopAsync()
    {
        while (_running.TryPop(out var one))
        {
            await one.DisposeAsync();
        }
    }
}
