using System.Net;
using System.Text;
using System.Text.Json;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Incidents;

public sealed class IncidentActionTests(SharedAgent shared) : IClassFixture<SharedAgent>
{
    private const string Id = "INC-000001";

    [Fact]
    public async Task Acknowledging_names_who_does_it_and_doing_it_twice_changes_nothing()
    {
        await using var agent = await OpenAsync();

        (await agent.ActAsync(Id, "acknowledge", new { actor = " Ada ", note = "looking" }).JsonAsync()).GetRawText().Should().Be(
            """{"id":"INC-000001","status":"acknowledged","firingAlerts":1,"resolvedAlerts":0,"stuckSteps":[]}""");
        await agent.ActAsync(Id, "acknowledge", new { actor = "Bob" }).JsonAsync();

        var detail = await agent.GetAsync($"/api/incidents/{Id}");
        detail.GetProperty("incident").GetProperty("acknowledgedBy").GetString().Should().Be("Ada");
        Timeline(detail).Should().ContainInOrder("note looking Ada", "acknowledged Acknowledged Ada").And.NotContain(entry => entry.Contains("Bob"));
    }

    [Fact]
    public async Task Without_a_body_somebody_did_it()
    {
        await using var agent = await OpenAsync();

        await agent.ActAsync(Id, "acknowledge").JsonAsync();
        await agent.ActAsync(Id, "analyze").JsonAsync();
        (await agent.ActAsync(Id, "resolve").JsonAsync()).GetProperty("status").GetString().Should().Be("resolved");

        (await agent.GetAsync($"/api/incidents/{Id}")).GetProperty("incident").GetProperty("resolvedBy").GetString().Should().Be("somebody");
    }

    [Fact]
    public async Task Resolving_twice_changes_nothing_and_acknowledging_afterwards_makes_no_sense()
    {
        await using var agent = await OpenAsync();

        await agent.ActAsync(Id, "resolve", new { actor = "Ada" }).JsonAsync();
        await agent.ActAsync(Id, "resolve", new { actor = "Bob" }).JsonAsync();

        (await agent.ActAsync(Id, "acknowledge").ProblemAsync(HttpStatusCode.Conflict)).Should().Be("INC-000001 is resolved; there is nothing to acknowledge.");
        (await agent.GetAsync($"/api/incidents/{Id}")).GetProperty("incident").GetProperty("resolvedBy").GetString().Should().Be("Ada");
    }

    [Fact]
    public async Task A_note_is_kept_also_where_the_rest_changes_nothing()
    {
        await using var agent = await OpenAsync();

        await agent.ActAsync(Id, "acknowledge", new { actor = "Ada" }).JsonAsync();
        await agent.ActAsync(Id, "acknowledge", new { actor = "Bob", note = "looking too" }).JsonAsync();
        await agent.ActAsync(Id, "resolve", new { actor = "Ada" }).JsonAsync();
        await PostmortemAsync(agent, _ => true);
        await agent.ActAsync(Id, "resolve", new { actor = "Bob", note = "it was DNS" }).JsonAsync();

        var detail = await agent.GetAsync($"/api/incidents/{Id}");
        Timeline(detail).Where(entry => entry.EndsWith("Bob")).Should().Equal("note looking too Bob", "note it was DNS Bob");
        detail.GetProperty("incident").GetProperty("resolvedBy").GetString().Should().Be("Ada");
        await PostmortemAsync(agent, text => text.Contains("it was DNS"));
    }

    [Fact]
    public async Task On_a_closed_incident_only_a_note_makes_sense()
    {
        await using var agent = await OpenAsync("--Incidents:ReopenWindow=00:00:00");
        await agent.ActAsync(Id, "resolve").JsonAsync();
        await Eventually.Observe("it is closed", () => agent.StatusOfAsync(Id), status => status == "closed");

        foreach (var action in (string[])["acknowledge", "resolve", "analyze"])
        {
            (await agent.ActAsync(Id, action).ProblemAsync(HttpStatusCode.Conflict)).Should().StartWith("INC-000001 is closed; ");
        }

        (await agent.ActAsync(Id, "notes", new { text = "It was DNS.", actor = "Ada" }).JsonAsync()).GetProperty("resolvedAlerts").GetInt32()
            .Should().Be((await agent.GetAsync($"/api/incidents/{Id}/status")).GetProperty("resolvedAlerts").GetInt32());
        Timeline(await agent.GetAsync($"/api/incidents/{Id}")).Should().Contain("note It was DNS. Ada");
    }

    [Fact]
    public async Task A_note_needs_a_text_of_bearable_length()
    {
        await using var agent = await OpenAsync();

        (await agent.ActAsync(Id, "notes", new { actor = "Ada" }).ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().StartWith("text: is missing");
        (await agent.ActAsync(Id, "notes", new { text = " " }).ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().StartWith("text: is missing");
        (await agent.ActAsync(Id, "notes", new { text = new string('x', 10_001) }).ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().Contain("10000");
        (await agent.ActAsync(Id, "acknowledge", new { actor = new string('x', 201) }).ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().Contain("200");
        await agent.ActAsync(Id, "notes", new { text = new string('x', 10_000) }).JsonAsync();
        (await agent.StatusOfAsync(Id)).Should().Be("open");
    }

    [Theory]
    [InlineData("notes", null, "application/json", 400, "body")]
    [InlineData("notes", "", "application/json", 400, "body")]
    [InlineData("notes", "null", "application/json", 400, "body")]
    [InlineData("notes", "{\"text\":", "application/json", 400, "not the JSON that is expected")]
    [InlineData("notes", "{\"text\":5}", "application/json", 400, "$.text")]
    [InlineData("acknowledge", "[]", "application/json", 400, "not the JSON that is expected")]
    [InlineData("notes", "hello", "text/plain", 415, "")]
    public async Task A_body_that_cannot_be_read_says_what_is_wrong_with_it(string action, string? body, string type, int status, string detail)
    {
        var agent = await OpenAsync(shared.Agent);

        (await agent.Client.PostAsync($"/api/incidents/{Id}/{action}", body is null ? null : new StringContent(body, Encoding.UTF8, type))
            .ProblemAsync((HttpStatusCode)status)).Should().Match($"*{detail}*");
    }

    [Theory]
    [InlineData("GET", "INC-000002")]
    [InlineData("GET", "INC-000002/status")]
    [InlineData("GET", "INC-000002/postmortem")]
    [InlineData("POST", "INC-000002/acknowledge")]
    [InlineData("POST", "INC-000002/resolve")]
    [InlineData("POST", "INC-000002/analyze")]
    [InlineData("GET", "INC-9999999999999999999999")]
    [InlineData("GET", "1")]
    [InlineData("POST", "nonsense/acknowledge")]
    public async Task An_incident_there_is_not_is_a_404_that_names_it(string method, string path)
    {
        var agent = await OpenAsync(shared.Agent);

        (await agent.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/api/incidents/{path}")).ProblemAsync(HttpStatusCode.NotFound))
            .Should().Be($"There is no incident {path.Split('/')[0]}.");
        await agent.ActAsync("INC-000002", "notes", new { text = "x" }).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_id_is_read_without_its_zeros_and_in_any_case()
    {
        await using var agent = await OpenAsync();

        (await agent.GetAsync("/api/incidents/inc-1/status")).GetProperty("id").GetString().Should().Be(Id);
    }

    private static async Task<TestAgent> OpenAsync(params string[] settings) => await OpenAsync(await TestAgent.StartAsync(settings));

    /// <summary>Where it is open already, this is a redelivery that changes nothing.</summary>
    private static async Task<TestAgent> OpenAsync(TestAgent agent)
    {
        await agent.DeliverAsync(Payloads.Group("pay", new MadeAlert("Down"))).JsonAsync(HttpStatusCode.Accepted);
        return agent;
    }

    private static Task<string> PostmortemAsync(TestAgent agent, Func<string, bool> holds) => Eventually.Observe(
        "its postmortem is written",
        async () => await agent.Client.GetAsync($"/api/incidents/{Id}/postmortem") is { IsSuccessStatusCode: true } answer
            ? await answer.Content.ReadAsStringAsync()
            : "",
        text => text.Length > 0 && holds(text));

    private static IEnumerable<string> Timeline(JsonElement detail) => detail.GetProperty("timeline").EnumerateArray()
        .Select(entry => $"{entry.GetProperty("kind")} {entry.GetProperty("text")} {entry.GetProperty("actor")}");
}
