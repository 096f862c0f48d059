using System.CommandLine;

namespace IncidentAgent.Commands.Demo;

/// <summary>Shows the agent at work to somebody who has nothing set up: real parts, stand-ins for Slack and PagerDuty, an incident from recorded payloads.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "End when the incident is over." };
        var command = new Command("demo", "Plays an incident against a temporary agent and stand-ins of Slack and PagerDuty; changes nothing outside.") { once };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(once), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool once, TextWriter output, CancellationToken cancellation)
    {
        var screen = new DemoScreen(Terminal.On(output));
        await using var stage = await DemoStage.SetAsync(cancellation);
        screen.Opening(stage);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watched = Task.WhenAll(screen.WatchAsync("Slack", stage.Slack.Ledger, watching.Token), screen.WatchAsync("PagerDuty", stage.PagerDuty.Ledger, watching.Token));
        try
        {
            await new DemoScript(stage, screen, pause: once ? TimeSpan.Zero : TimeSpan.FromSeconds(2)).PlayAsync(cancellation);
            if (!once)
            {
                screen.Closing(stage);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }
        }
        catch (OperationCanceledException) when (!once && cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how a demo that goes on running ends.
        }
        finally
        {
            await watching.CancelAsync();
            await watched;
        }

        return ExitCode.Done;
    }
}
