using System.Threading.Channels;
using IncidentAgent.Investigation;
using IncidentAgent.Postmortems;
using IncidentAgent.Storage;

namespace IncidentAgent.Incidents;

/// <summary>
/// Runs due steps outside the incidents' grains, which only begin and end them: a grain's turn is short, gathering evidence is not. A step begins
/// with a commit that counts the attempt and ends with one that holds its whole result, so a crash in between re-runs that one step.
/// </summary>
internal sealed partial class StepPump(
    WorkQueue work, IGrainFactory grains, IIncidentStore store, Investigator investigator, IncidentPolicies policies, TimeProvider time,
    ILogger<StepPump> logger) : BackgroundService
{
    private const int AtOnce = 8;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([.. Workers(work.Investigations, stoppingToken), .. Workers(work.QuickSteps, stoppingToken)]);

    private IEnumerable<Task> Workers(ChannelReader<DueWork> steps, CancellationToken stopping) =>
        Enumerable.Range(0, AtOnce).Select(_ => RunAsync(steps, stopping));

    private async Task RunAsync(ChannelReader<DueWork> steps, CancellationToken stopping)
    {
        try
        {
            await foreach (var due in steps.ReadAllAsync(stopping))
            {
                try
                {
                    await RunStepAsync(due, due.Step!.Value, stopping);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    StepLost(e, due.Step!.Value, due.Incident);
                }
                finally
                {
                    work.Done(due);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private async Task RunStepAsync(DueWork due, StepKind step, CancellationToken stopping)
    {
        var grain = grains.GetGrain<IIncidentGrain>(due.Key);
        var begun = await grain.BeginStep(new BeginStepRequest(due.Incident, step));
        if (begun is not { Written: Written.Stored, Incident: { } incident })
        {
            return;
        }

        StepResult result;
        try
        {
            result = await ResultAsync(step, incident, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            StepFailed(e, step, due.Incident);
            result = new StepResult.Failed(e.Message);
        }

        while ((await grain.EndStep(new EndStepRequest(due.Incident, step, result))).Written is not Written.Stored)
        {
            await Task.Delay(StoreRetry, time, stopping);
        }
    }

    private async Task<StepResult> ResultAsync(StepKind step, Incident incident, CancellationToken stopping)
    {
        switch (step)
        {
            case StepKind.Investigate:
                var alerts = store.AlertsOf(incident.Id, Investigator.MostAlerts).Select(record => record.Alert).ToList();
                return new StepResult.Investigated(await investigator.InvestigateAsync(incident, alerts, stopping));

            case StepKind.WriteUp:
                var record = store.Find(incident.Id) ?? throw new InvalidDataException($"{incident.Id} is not in the store.");
                var revision = (store.Postmortem(incident.Id)?.Revision ?? 0) + 1;
                return new StepResult.WrittenUp(PostmortemDraft.Write(record, revision, time.GetUtcNow(), policies.Current.StaleAfter));

            default:
                return new StepResult.Done();
        }
    }

    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    [LoggerMessage(LogLevel.Warning, "The step {Step} of {Incident} failed and is tried again later")]
    private partial void StepFailed(Exception e, StepKind step, IncidentId incident);

    [LoggerMessage(LogLevel.Error, "The step {Step} of {Incident} could not be begun or ended; the scan finds it again")]
    private partial void StepLost(Exception e, StepKind step, IncidentId incident);
}
