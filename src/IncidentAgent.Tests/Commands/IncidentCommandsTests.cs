using Microsoft.AspNetCore.Http;

namespace IncidentAgent.Tests.Commands;

public sealed class IncidentCommandsTests
{
    private const string OneIncident =
        """
        {"incidents":[{"id":"INC-000042","status":"open","severity":"critical","title":"CPU \u001b[2Jabove [90%]","openedAt":"2026-11-23T12:17:05Z",
        "services":["payments"],"firingAlerts":2,"resolvedAlerts":1}],"next":null}
        """;

    [Fact]
    public async Task Postmortem_prints_the_document()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text("# INC-000042: CPU\n", "text/markdown"));

        var typed = await Typed.RunAsync("postmortem", "INC-000042", "--url", api.Url, "--token", "s3cret");

        typed.Should().Be(new Typed(0, "# INC-000042: CPU\n", ""));
        api.Ledger.Should().Equal(new AgentApi.Asked("GET /api/incidents/INC-000042/postmortem", "Bearer s3cret", "text/markdown", ""));
    }

    [Fact]
    public async Task Postmortem_asks_for_JSON_when_JSON_is_wanted_and_takes_a_bare_number()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text("""{"title":"CPU"}""", "application/json"));

        var typed = await Typed.RunAsync("postmortem", "42", "--json", "--url", api.Url);

        typed.Should().Be(new Typed(0, """{"title":"CPU"}""" + "\n", ""));
        api.Ledger.Should().Equal(new AgentApi.Asked("GET /api/incidents/INC-000042/postmortem", "", "application/json", ""));
    }

    [Fact]
    public async Task An_incident_that_is_not_there_is_named()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.NotFound());

        var typed = await Typed.RunAsync("postmortem", "INC-000042", "--url", api.Url);

        typed.Should().Be(new Typed(1, "", "There is no incident INC-000042.\n"));
    }

    [Fact]
    public async Task What_is_no_incident_id_is_told_before_anybody_is_asked()
    {
        var typed = await Typed.RunAsync("acknowledge", "INC-x", "--url", "http://127.0.0.1:1");

        typed.Should().Be(new Typed(2, "", "'INC-x' is not an incident id such as INC-000042.\n"));
    }

    [Fact]
    public async Task Where_no_agent_listens_the_message_says_how_to_start_one()
    {
        var typed = await Typed.RunAsync("incidents", "--url", "http://127.0.0.1:1");

        typed.ExitCode.Should().Be(1);
        typed.Error.Should().StartWith("No agent answers at http://127.0.0.1:1/ (").And.Contain("IncidentAgent serve").And.EndWith("--url.\n");
        typed.Error.Split('\n').Should().HaveCount(2);
    }

    [Fact]
    public async Task An_agent_that_asks_for_a_token_is_said_to()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Unauthorized());

        var typed = await Typed.RunAsync("incidents", "--url", api.Url);

        typed.Should().Be(new Typed(1, "", $"The agent at {api.Url}/ asks for a token: set --token or INCIDENT_AGENT_TOKEN.\n"));
    }

    [Fact]
    public async Task An_agent_behind_a_proxy_is_asked_under_its_path_and_a_token_from_a_file_may_end_with_a_line()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text(OneIncident, "application/json"));

        var typed = await Typed.RunAsync("incidents", "--url", $"{api.Url}/agent", "--token", "s3cret\n");

        typed.ExitCode.Should().Be(0);
        api.Ledger.Should().Equal(
            new AgentApi.Asked("GET /agent/api/incidents?status=open&status=acknowledged", "Bearer s3cret", "", ""));
    }

    [Theory]
    [InlineData("<html>", "text/html")]
    [InlineData("{}", "application/json")]
    [InlineData("""{"incidents":null}""", "application/json")]
    public async Task What_is_no_agent_is_said_not_to_be_one(string answer, string type)
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text(answer, type));

        var typed = await Typed.RunAsync("incidents", "--url", api.Url);

        typed.Should().Be(new Typed(1, "", $"What answers at {api.Url}/ is not an incident agent: its answer cannot be read.\n"));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_agents_words()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Problem("It is closed\u001b[2J already.", statusCode: 409));

        var typed = await Typed.RunAsync("resolve", "42", "--url", api.Url);

        typed.Should().Be(new Typed(1, "", $"The agent at {api.Url}/ answered 409: It is closed [2J already.\n"));
    }

    [Fact]
    public async Task Incidents_are_a_table_in_which_a_title_cannot_move_the_cursor()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text(OneIncident, "application/json"));

        var typed = await Typed.RunAsync("incidents", "--url", api.Url);

        typed.Output.Should().MatchRegex(@"INC-000042\s+open\s+critical\s+2026-11-23 12:17\s+2 firing, 1 resolved\s+payments\s+CPU  \[2Jabove \[90%\]");
        typed.Output.Should().NotContain("\u001b");
        api.Ledger.Single().Request.Should().Be("GET /api/incidents?status=open&status=acknowledged");
    }

    [Fact]
    public async Task The_next_page_is_asked_for_until_there_is_none()
    {
        await using var api = await AgentApi.StartAsync(request =>
            Results.Text(request.Query["cursor"] == "a&b" ? OneIncident : OneIncident.Replace("null", "\"a&b\""), "application/json"));

        var typed = await Typed.RunAsync("incidents", "--url", api.Url);

        typed.Output.Split("INC-000042").Should().HaveCount(3);
        api.Ledger.Should().HaveCount(2);
    }

    [Fact]
    public async Task Without_open_incidents_there_is_no_empty_table()
    {
        await using var api = await AgentApi.StartAsync(_ => Results.Text("""{"incidents":[],"next":null}""", "application/json"));

        (await Typed.RunAsync("incidents", "--url", api.Url)).Should().Be(new Typed(0, "No incident is open.\n", ""));
    }

    [Theory]
    [InlineData("acknowledge INC-000042 --actor ana", "POST /api/incidents/INC-000042/acknowledge", """{"actor":"ana"}""", "INC-000042 is acknowledged by ana.")]
    [InlineData("resolve 42 --actor ana --note fixed", "POST /api/incidents/INC-000042/resolve", """{"actor":"ana","note":"fixed"}""", "INC-000042 is resolved by ana.")]
    [InlineData("note 42 rolled-back --actor ana", "POST /api/incidents/INC-000042/notes", """{"actor":"ana","text":"rolled-back"}""", "The note of ana is added to INC-000042.")]
    public async Task A_person_changes_an_incident_under_their_name(string command, string request, string body, string said)
    {
        await using var api = await AgentApi.StartAsync(_ => Results.NoContent());

        var typed = await Typed.RunAsync([.. command.Split(' '), "--url", api.Url]);

        typed.Should().Be(new Typed(0, said + "\n", ""));
        api.Ledger.Should().Equal(new AgentApi.Asked(request, "", "", body));
    }

    [Theory]
    [InlineData("incidents --ulr x", "--ulr is not known to incidents; see --help\nx is not known to incidents; see --help\n")]
    [InlineData("incidents --url ftp://x", "--url must be an address such as http://127.0.0.1:8080, not ftp://x\n")]
    [InlineData("note 42", "Required argument missing for command: 'note'.\n")]
    public async Task What_a_command_does_not_know_ends_it(string command, string error) =>
        (await Typed.RunAsync(command.Split(' '))).Should().Be(new Typed(2, "", error));
}
