using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

/// <summary>What the people in the channel and the person on call see.</summary>
[Binding]
public sealed class PeopleSteps(SlackDriver slack, PagerDutyDriver pagerDuty, AnnouncementDriver announcements)
{
    [Given("Slack is down")]
    public Task GivenSlackIsDown() => slack.GoDownAsync();

    [Given("Slack loses its next answer")]
    public void GivenSlackLosesItsNextAnswer() => slack.LoseNextAnswer();

    [Given("Slack asks once to be left alone for {duration}")]
    public void GivenSlackAsksToWait(TimeSpan wait) => slack.AskToWait(wait);

    [Given("Slack has archived the channel")]
    public void GivenSlackHasArchivedTheChannel() => slack.ArchiveTheChannel();

    [Given("PagerDuty is down")]
    public Task GivenPagerDutyIsDown() => pagerDuty.GoDownAsync();

    [Given("PagerDuty loses its next answer")]
    public void GivenPagerDutyLosesItsNextAnswer() => pagerDuty.LoseNextAnswer();

    [Then("Slack shows one message about {string}")]
    public Task ThenSlackShowsOneMessage(string service) => slack.ShowsOneAsync(service);

    [Then("Slack shows one message about {string}, and it says {string}")]
    public Task ThenSlackShowsOneMessageThatSays(string service, string text) => slack.ShowsOneAsync(service, text);

    [Then("Slack shows one message about {string} when it is back")]
    public async Task ThenSlackShowsOneMessageWhenItIsBack(string service)
    {
        await slack.ComeBackAsync();
        await slack.ShowsOneAsync(service);
    }

    [Then("its thread says {string} and {string}")]
    public void ThenItsThreadSays(string one, string other) => slack.ThreadSays(one, other);

    [Then("nothing is in its thread")]
    public void ThenNothingIsInItsThread() => slack.ThreadIsEmpty();

    [Then("Slack is left alone for {duration}")]
    public Task ThenSlackIsLeftAlone(TimeSpan wait) => slack.WasLeftAloneAsync(wait);

    [Then("Slack is told that the evidence of {source} is missing")]
    public Task ThenSlackIsToldThatEvidenceIsMissing(SourceName source) => slack.IsToldOfMissingAsync(source.Name);

    [Then("PagerDuty is paged")]
    public Task ThenPagerDutyIsPaged() => pagerDuty.IsPagedAsync();

    [Then("PagerDuty is paged, because nobody has acknowledged it")]
    public Task ThenPagerDutyIsPagedBecause() => pagerDuty.IsPagedBecauseAsync("nobody has acknowledged it");

    [Then("PagerDuty was paged once")]
    public Task ThenPagerDutyWasPagedOnce() => pagerDuty.WasPagedOnceAsync();

    [Then("PagerDuty was paged once, for {string}")]
    public async Task ThenPagerDutyWasPagedOnceFor(string service) =>
        (await pagerDuty.WasPagedOnceAsync()).Events[0].GetProperty("payload").Text("summary").Should().EndWith($"of {service}");

    [Then("PagerDuty was paged once when it is back")]
    public async Task ThenPagerDutyWasPagedWhenItIsBack()
    {
        await pagerDuty.ComeBackAsync();
        await pagerDuty.WasPagedOnceAsync();
    }

    [Then("PagerDuty is not paged within {duration}")]
    public Task ThenPagerDutyIsNotPaged(TimeSpan within) => pagerDuty.IsNotPagedAsync(within);

    [Then("the page was acknowledged and then resolved")]
    public Task ThenThePageWasAcknowledgedAndResolved() => pagerDuty.WasToldInOrderAsync("acknowledge", "resolve");

    [Then("PagerDuty was told once that it is resolved")]
    public Task ThenPagerDutyWasToldOnce() => pagerDuty.WasToldInOrderAsync("resolve");

    [Then("PagerDuty is told again, under the same key")]
    public Task ThenPagerDutyIsToldAgain() => pagerDuty.WasToldAgainUnderTheSameKeyAsync();

    [Then("the announcement to Slack is a dead letter, and the reason says {string}")]
    public Task ThenTheAnnouncementIsDead(string reason) => announcements.DeadLetterSaysAsync(reason);
}
