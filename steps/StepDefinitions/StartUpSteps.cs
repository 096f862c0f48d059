using IncidentAgent.Specs.Drivers;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class StartUpSteps(StartUpDriver startUp)
{
    [When("an incident service is started with {string}")]
    public Task WhenAServiceIsStartedWith(string setting) => startUp.TryAsync(setting);

    [When("another one is started on the same folder")]
    public Task WhenAnotherOneIsStarted() => startUp.TryOnTheSameFolderAsync();

    [Then("it does not start, and says {string}")]
    public void ThenItDoesNotStart(string line) => startUp.EndedAndSaid(line);
}
