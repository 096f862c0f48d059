using System.Text.Json.Nodes;
using IncidentAgent.Incidents;

namespace IncidentAgent.Commands.Demo;

/// <summary>
/// What happens in the demo, in order: two services and a storm, as a real Alertmanager sent them, with their times moved to now. Whatever is said to
/// have happened is read from the agent's answers and from the stand-ins' ledgers.
/// </summary>
internal sealed class DemoScript(DemoStage stage, DemoScreen screen, TimeSpan pause)
{
    private static readonly IncidentId Payments = new(1);

    private readonly Dictionary<string, RecordedPayload> _recorded = Load();

    public async Task PlayAsync(CancellationToken cancellation)
    {
        await SendAsync("Two servers of payments are out of CPU.", _recorded["1-payments-fires.json"], cancellation);
        await SendAsync("Another service, checkout, becomes slow: an incident of its own.", _recorded["2-checkout-fires.json"], cancellation);
        await SendAsync("A storm: 50 disks of one cluster fill up. One incident, not fifty.", _recorded["3-storm.json"], cancellation);
        await SendAsync("Alertmanager repeats itself: nothing new, nobody is told again.", _recorded["1-payments-fires.json"], cancellation);

        screen.Act($"Ana acknowledges {Payments}.");
        await stage.Client.ChangeAsync("acknowledge", Payments, new IncidentChange("ana", null, null), cancellation);
        await NextAsync(cancellation);

        await SendAsync("The first server of payments recovers: the incident goes on.", _recorded["4-payments-partly-over.json"], cancellation);
        await SendAsync("checkout has recovered.", _recorded["5-checkout-over.json"], cancellation);
        await SendAsync("The disks have been cleaned up.", _recorded["3-storm.json"].With(End), cancellation);
        await SendAsync("The second server of payments recovers too: resolved.", _recorded["1-payments-fires.json"].With(End), cancellation);

        screen.Postmortem(await stage.Client.PostmortemAsync(Payments, asJson: false, cancellation));
    }

    private async Task SendAsync(string what, RecordedPayload payload, CancellationToken cancellation)
    {
        screen.Act(what);
        screen.Answer(await stage.Client.SendAlertsAsync(payload.Bytes, cancellation));
        await NextAsync(cancellation);
    }

    private async Task NextAsync(CancellationToken cancellation)
    {
        await stage.EveryoneToldAsync(cancellation);
        await Task.Delay(pause, cancellation);
    }

    /// <summary>Only the beginnings were recorded: this is how Alertmanager reports the end of the same alerts.</summary>
    private static void End(JsonObject alert)
    {
        alert["status"] = "resolved";
        alert["endsAt"] = TimeProvider.System.GetUtcNow().ToString("O");
    }

    private static Dictionary<string, RecordedPayload> Load()
    {
        var assembly = typeof(DemoScript).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var payloads = names.Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return new RecordedPayload(name, bytes.ToArray(), null);
        });
        return new Recording([.. payloads]).StartingAt(TimeProvider.System.GetUtcNow()).Payloads.ToDictionary(payload => payload.Name);
    }
}
