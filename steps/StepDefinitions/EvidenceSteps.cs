using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class EvidenceSteps(EvidenceDriver evidence)
{
    [Given("Prometheus, Loki and Jaeger know {string}")]
    public void GivenTheyKnow(string service) => evidence.Exists([service]);

    [Given("{source} is down")]
    public void GivenASourceIsDown(SourceName source) => evidence.GoDown(source.Name);

    [Given("{source} hangs")]
    public void GivenASourceHangs(SourceName source) => evidence.Hang(source.Name);

    [When("{source} is back and somebody asks for evidence on {string} again")]
    public Task WhenSomebodyAsksAgain(SourceName source, string service) => evidence.ComeBackAndAskAgainAsync(source.Name, service);

    [Then("the incident of {string} has evidence from {source}, {source} and {source}")]
    public Task ThenItHasEvidenceFromThree(string service, SourceName one, SourceName two, SourceName three) =>
        evidence.IsFromAsync(service, one.Name, two.Name, three.Name);

    [Then("the incident of {string} has evidence from {source}")]
    public Task ThenItHasEvidenceFrom(string service, SourceName source) => evidence.IsFromAsync(service, source.Name);

    [Then("the incident of {string} has evidence from the other two")]
    public Task ThenItHasEvidenceFromTheOthers(string service) => evidence.IsFromTheOthersAsync(service);

    [Then("each piece says what was asked, for which time, and what was found")]
    public void ThenEachPieceSaysWhatWasAsked() => evidence.EachPieceIsComplete();
}
