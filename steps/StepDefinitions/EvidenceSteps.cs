using IncidentAgent.Specs.Drivers;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class EvidenceSteps(EvidenceDriver evidence)
{
    [Given("Prometheus, Loki and Jaeger know {string}")]
    public void GivenTheyKnow(string service) => evidence.Exists([service]);

    [Given("{word} is down")]
    public void GivenASourceIsDown(string source) => evidence.GoDown(source);

    [Given("{word} hangs")]
    public void GivenASourceHangs(string source) => evidence.Hang(source);

    [When("{word} is back and somebody asks for evidence on {string} again")]
    public Task WhenSomebodyAsksAgain(string source, string service) => evidence.ComeBackAndAskAgainAsync(source, service);

    [Then("the incident of {string} has evidence from {word}, {word} and {word}")]
    public Task ThenItHasEvidenceFromThree(string service, string one, string two, string three) => evidence.IsFromAsync(service, one, two, three);

    [Then("the incident of {string} has evidence from {word}")]
    public Task ThenItHasEvidenceFrom(string service, string source) => evidence.IsFromAsync(service, source);

    [Then("the incident of {string} has evidence from the other two")]
    public Task ThenItHasEvidenceFromTheOthers(string service) => evidence.IsFromTheOthersAsync(service);

    [Then("each piece says what was asked, for which time, and what was found")]
    public void ThenEachPieceSaysWhatWasAsked() => evidence.EachPieceIsComplete();
}
