using System.Diagnostics;

namespace ServiceLevels.Load;

/// <summary>One load while it runs: starts pieces and enters what became of them.</summary>
internal sealed class LoadRun(Func<int, CancellationToken, Task<Outcome>> send, Ledger ledger, TimeSpan deadline, CancellationToken cancellation)
{
    public Ledger Ledger => ledger;

    public bool IsCancelled => cancellation.IsCancellationRequested;

    public async Task PieceAsync(int index, int wave, long planned, long started)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(deadline);
        var (outcome, error) = await OutcomeOfAsync(index, late.Token).ConfigureAwait(false);
        ledger.Enter(index, wave, planned, started, Stopwatch.GetTimestamp(), outcome, error);
    }

    private async Task<(Outcome, string?)> OutcomeOfAsync(int index, CancellationToken late)
    {
        try
        {
            return (await send(index, late).WaitAsync(late).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return (Outcome.TimedOut, null);
        }
        catch (Exception e)
        {
            return (Outcome.Failed, e.Message);
        }
    }
}
