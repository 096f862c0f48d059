using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class IncidentsSideBySideSteps(SideBySideDriver incidents, EvidenceDriver evidence, ServiceDriver service)
{
    [Given("evidence that takes {duration} to gather")]
    public async Task GivenEvidenceThatTakes(TimeSpan duration)
    {
        await service.UseWarmedUpAsync(withEvidence: true);
        evidence.Takes(duration);
    }

    [When("{count} different incidents are analysed at once")]
    [When("evidence for {count} different incidents is gathered from Prometheus, Loki and Jaeger at once")]
    public Task WhenIncidentsAreAnalysed(Count incidentsAtOnce) => incidents.AnalyseAsync(incidentsAtOnce);

    [When("{count} different incidents are announced on Slack and PagerDuty at once")]
    public Task WhenIncidentsAreAnnounced(Count incidentsAtOnce) => incidents.AnnounceAsync(incidentsAtOnce);

    [When("postmortems for {count} different incidents are written at once")]
    public Task WhenPostmortemsAreWritten(Count incidentsAtOnce) => incidents.WriteUpAsync(incidentsAtOnce);

    [When("{count} analyses, {count} announcements and {count} postmortems run at once")]
    public Task WhenAllRunAtOnce(Count analyses, Count announcements, Count postmortems) => incidents.DoAllAsync(analyses, announcements, postmortems);

    [Then("every incident has exactly one analysis")]
    public void ThenEveryIncidentHasOneAnalysis() => incidents.EachIsAnalysedOnce();

    [Then("at least {percentage} of all analyses take less than {duration}")]
    public Task ThenAnalysesTakeLess(Percentage share, TimeSpan limit) => incidents.AnalysesTakeLessThanAsync(share.Fraction, limit);

    [Then("each analysis cites only its own incident")]
    public void ThenEachAnalysisCitesItsOwn() => incidents.EachCitesOnlyItself();

    [Then("each incident holds only its own evidence from all {count} sources")]
    public void ThenEachHoldsItsOwnEvidence(Count sources) => incidents.EachHoldsItsOwnEvidence(sources);

    [Then("each channel receives each incident exactly once")]
    public void ThenEachChannelReceivesEachOnce() => incidents.EachIsAnnouncedOnce();

    [Then("{count} complete postmortems exist and none overwrites another")]
    public void ThenCompletePostmortemsExist(Count postmortems) => incidents.PostmortemsAreComplete(postmortems);

    [Then("all {count} finish without an error")]
    public Task ThenAllFinish(Count all) => incidents.AllFinishedAsync(all);
}
