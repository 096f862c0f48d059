using IncidentAgent.Specs.Drivers;
using IncidentAgent.Specs.Support;

namespace IncidentAgent.Specs.StepDefinitions;

[Binding]
public sealed class IncidentSteps(IncidentDriver incidents, AlertDriver alerts)
{
    [Then("{string} has one incident, which is {status}, with {count} alert(s)")]
    public Task ThenItHasOneIncident(string service, IncidentStatusWord status, Count count) => incidents.HasOneAsync(service, status.Word, count);

    [Then("{string} has one incident, which is {status}")]
    public Task ThenItHasOneIncident(string service, IncidentStatusWord status) => incidents.HasOneAsync(service, status.Word);

    [Then("{string} has {count} incidents")]
    public async Task ThenItHasIncidents(string service, Count count) => (await incidents.OfAsync(service)).Should().HaveCount(count);

    [Then("no incident exists")]
    public Task ThenNoIncidentExists() => incidents.AreAsync(0);

    [Then("there is one incident, with {count} alert(s)")]
    public Task ThenThereIsOneIncident(Count count) => incidents.AreAsync(1, count);

    [Then("there are {count} incidents")]
    public Task ThenThereAreIncidents(Count count) => incidents.AreAsync(count);

    [Then("the sender is told the incident of {string}")]
    public async Task ThenTheSenderIsTold(string service) => alerts.Answer.Incidents.Should().Equal(await incidents.IdOfAsync(service));

    [Then("{count} of its alerts still fire(s)")]
    public async Task ThenAlertsStillFire(Count count) =>
        (await incidents.AllAsync()).Should().ContainSingle().Which.Number("firingAlerts").Should().Be(count.Value);

    [Then("it was reopened once")]
    public async Task ThenItWasReopenedOnce() => (await incidents.AllAsync()).Should().ContainSingle().Which.Number("reopened").Should().Be(1);

    [Then("the incident of {string} is critical")]
    public async Task ThenItIsCritical(string service) => (await incidents.TheOneOfAsync(service)).Text("severity").Should().Be("critical");

    [Given("{string} has acknowledged the incident of {string}")]
    [When("{string} acknowledges the incident of {string}")]
    public Task WhenSomebodyAcknowledges(string person, string service) => incidents.ActAsync(person, "acknowledge", service);

    [Given("{string} has resolved the incident of {string}")]
    [When("{string} resolves the incident of {string}")]
    public Task WhenSomebodyResolves(string person, string service) => incidents.ActAsync(person, "resolve", service);

    [When("{string} notes {string} on the incident of {string}")]
    public Task WhenSomebodyNotes(string person, string text, string service) => incidents.NoteAsync(person, text, service);

    [Then("that is rejected, and the reason says {string}")]
    public Task ThenThatIsRejected(string reason) => incidents.ActWasRejectedAsync(reason);

    [Then("its timeline says that {string} acknowledged it")]
    public async Task ThenItsTimelineSays(string person)
    {
        var incident = (await incidents.AllAsync()).Should().ContainSingle().Subject;
        var detail = await incidents.DetailsOfAsync(incident.GetProperty("services")[0].GetString()!);
        detail.Items("timeline").Should().ContainSingle(entry => entry.Text("kind") == "acknowledged")
            .Which.Text("actor").Should().Be(person);
    }
}
