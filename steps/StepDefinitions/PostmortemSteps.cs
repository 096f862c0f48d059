using System.Text.RegularExpressions;
using IncidentAgent.Specs.Drivers;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed partial class PostmortemSteps(PostmortemDriver postmortems, IncidentDriver incidents)
{
    private string _service = "";

    [Given("the postmortem of {string} has been written")]
    public Task GivenThePostmortemHasBeenWritten(string service) => postmortems.WriteAsync(_service = service);

    [When("somebody asks for the postmortem of {string}")]
    public Task WhenSomebodyAsks(string service) => incidents.AskForPostmortemAsync(_service = service);

    [Then("the postmortem of {string} has all its sections")]
    public Task ThenItHasAllItsSections(string service) => postmortems.IsCompleteAsync(_service = service);

    [Then("its timeline says when it was opened, acknowledged by {string} and resolved")]
    public async Task ThenItsTimelineSays(string person) =>
        (await postmortems.SectionAsync(_service, "Timeline")).Should().ContainAll("opened", "cknowledged", person, "esolved");

    [Then("it says that failed requests and affected users were not recorded")]
    public Task ThenItSaysWhatWasNotRecorded() => postmortems.TextAsync(_service, "Not recorded: failed or slow requests, users affected");

    [Then("the postmortem of {string} says {string}")]
    public Task ThenItSays(string service, string text) => postmortems.TextAsync(_service = service, text);

    [Then("it is its second revision")]
    public async Task ThenItIsItsSecondRevision() => (await postmortems.RevisionAsync(_service)).Should().Be(2);

    [Then("the postmortem of {string} shows that name as text")]
    public async Task ThenItShowsThatNameAsText(string service) =>
        Code().Replace(await postmortems.TextAsync(service, "&lt;script&gt;alert(1)"), "").Should().NotContain("<script>");

    /// <summary>What Markdown shows as it stands.</summary>
    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}
