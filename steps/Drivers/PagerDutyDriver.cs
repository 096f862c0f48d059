using IncidentAgent.Specs.Support;
using IncidentAgent.StandIns;
using IncidentAgent.Tests.Support;
using Fault = IncidentAgent.StandIns.Fault;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Looks at the pages as the person on call does, and makes PagerDuty misbehave.</summary>
public sealed class PagerDutyDriver(ServiceDriver service)
{
    private PagerDutyStandIn PagerDuty => service.Current.Around.PagerDuty;

    public Task GoDownAsync() => PagerDuty.GoDownAsync();

    public Task ComeBackAsync() => PagerDuty.ComeBackAsync();

    public void LoseNextAnswer() => PagerDuty.Faults.Set(new Fault.DropReply(), times: 1);

    public Task IsPagedAsync() => Eventually.Holds("PagerDuty is paged", () => PagerDuty.Incidents.Count == 1);

    /// <summary>It is the page itself that says why: an earlier one would have had another reason.</summary>
    public async Task IsPagedBecauseAsync(string reason)
    {
        await IsPagedAsync();
        PagerDuty.Incidents.Should().ContainSingle().Which.Events[0].GetRawText().Should().Contain(reason);
    }

    /// <summary>When everybody has been told everything, there is one page.</summary>
    public async Task<PagerDutyStandInIncident> WasPagedOnceAsync()
    {
        await IsPagedAsync();
        await service.Current.EverybodyIsToldAsync();
        return PagerDuty.Incidents.Should().ContainSingle().Subject;
    }

    /// <summary>Nobody is paged, looked at for as long as that.</summary>
    public async Task IsNotPagedAsync(TimeSpan within)
    {
        using var over = new CancellationTokenSource(within);
        var paged = PagerDuty.Ledger.WaitForAsync(calls => calls.Any(call => call.Body?.Text("event_action") == "trigger"), over.Token);
        await paged.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    public async Task WasToldInOrderAsync(params string[] actions)
    {
        await Eventually.Holds($"PagerDuty was told {actions[^1]}", () => Actions().Contains(actions[^1]));
        await service.Current.EverybodyIsToldAsync();
        Actions().Where(action => action != "trigger").Should().Equal(actions);
    }

    /// <summary>The page whose answer was lost is sent again, as the same page.</summary>
    public async Task WasToldAgainUnderTheSameKeyAsync()
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        var calls = await PagerDuty.Ledger.WaitForAsync(calls => calls.Count(call => call.Answer is not null) >= 1, deadline.Token);
        calls[0].Answer.Should().BeNull("its answer was lost");
        calls.Should().HaveCountGreaterThan(1).And.OnlyContain(call => call.Key == calls[0].Key);
    }

    private IEnumerable<string> Actions() => PagerDuty.Incidents.SelectMany(page => page.Events).Select(sent => sent.Text("event_action"));
}
