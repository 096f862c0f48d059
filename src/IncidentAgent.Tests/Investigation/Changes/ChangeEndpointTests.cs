using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Investigation.Changes;

public sealed class ChangeEndpointTests
{
    [Fact]
    public async Task A_reported_change_is_listed_kept_over_a_restart_and_kept_once()
    {
        using var folder = new TemporaryDirectory();
        var at = DateTimeOffset.UtcNow.AddMinutes(-20);
        var change = new { at, kind = "deployment", service = "payments", summary = "v2.3.1", link = "https://ci.example.com/812" };
        await using (var agent = await TestAgent.StartAsync(folder.Path, services: null))
        {
            var first = await agent.Client.PostAsJsonAsync("/api/changes", change).JsonAsync(HttpStatusCode.Created);
            var again = await agent.Client.PostAsJsonAsync("/api/changes", change).JsonAsync(HttpStatusCode.Created);
            await agent.Client.PostAsJsonAsync("/api/changes", new { kind = "feature flag", summary = "new checkout on" }).JsonAsync(HttpStatusCode.Created);

            again.GetProperty("id").GetInt64().Should().Be(first.GetProperty("id").GetInt64());
        }

        await using var restarted = await TestAgent.StartAsync(folder.Path, services: null);
        var listed = (await restarted.GetAsync("/api/changes")).GetProperty("changes").EnumerateArray().ToList();
        var ofService = (await restarted.GetAsync("/api/changes?service=payments&limit=1")).GetProperty("changes").EnumerateArray().ToList();

        listed.Select(one => one.GetProperty("kind").GetString()).Should().Equal("feature flag", "deployment");
        listed[0].GetProperty("at").GetDateTimeOffset().Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        listed[0].GetProperty("service").ValueKind.Should().Be(JsonValueKind.Null);
        ofService.Should().ContainSingle().Which.GetProperty("link").GetString().Should().Be("https://ci.example.com/812");
        ofService[0].GetProperty("at").GetDateTimeOffset().Should().BeCloseTo(at, TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("""{}""", "kind: is missing; it says what was changed, for example deployment, feature flag or configuration. summary: is missing; it says in one line what the change is.")]
    [InlineData("""{"kind":"deployment","summary":"a\nb"}""", "summary: must be one line of at most 1000 characters.")]
    [InlineData("""{"kind":"deployment","summary":"v2","link":"javascript:alert(1)"}""", "link: must be an http or https address of at most 2000 characters.")]
    [InlineData("""{"kind":"deployment","summary":"v2","at":"2001-01-01T00:00:00Z"}""", "at: is 2001-01-01T00:00:00Z; it must lie within the last 30 days, and not an hour or more ahead.")]
    [InlineData("""{"kind":"deployment","summary":"v2","at":"2999-01-01T00:00:00Z"}""", "at: is 2999-01-01T00:00:00Z; it must lie within the last 30 days, and not an hour or more ahead.")]
    public async Task What_makes_no_sense_is_refused_and_says_what_to_change(string body, string problem)
    {
        await using var agent = await TestAgent.StartAsync();

        (await agent.Client.PostAsync("/api/changes", Json(body)).ProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().Be(problem);
        (await agent.Client.GetAsync("/api/changes?limit=0").ProblemAsync(HttpStatusCode.BadRequest)).Should().Be("limit is 0; it must be between 1 and 1000.");
        (await agent.GetAsync("/api/changes")).GetProperty("changes").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_change_before_the_alert_is_evidence_of_its_service_and_no_other()
    {
        await using var agent = await TestAgent.StartAsync("--Investigation:Calls:payments:0=db");
        var at = DateTimeOffset.UtcNow;
        foreach (var (service, summary, minutes) in new (string?, string, int)[]
            { ("payments", "v2", -50), ("db", "index dropped", -40), ("archive", "v7", -30), (null, "new firewall", -20), ("payments", "too old", -60 * 26) })
        {
            await agent.Client.PostAsJsonAsync("/api/changes", new { at = at.AddMinutes(minutes), kind = "deployment", service, summary }).JsonAsync(HttpStatusCode.Created);
        }

        await agent.DeliverAsync(Payloads.Group("payments", new MadeAlert("Slow", StartsAt: at)));
        var evidence = await Eventually.Observe(
            "the incident is investigated", async () => (await agent.GetAsync("/api/incidents/INC-000001")).GetProperty("findings"),
            findings => findings.ValueKind is JsonValueKind.Object && findings.GetProperty("evidence").GetArrayLength() > 0);

        var changes = evidence.GetProperty("evidence").EnumerateArray().Single(one => one.GetProperty("source").GetString() == "changes");
        changes.GetProperty("id").GetString().Should().Be("changes-1");
        changes.GetProperty("details").EnumerateArray().Select(line => line.GetString()!.Split(": ")[1]).Should().Equal("new firewall", "index dropped", "v2");
    }

    [Fact]
    public async Task The_description_of_the_API_shows_it()
    {
        await using var agent = await TestAgent.StartAsync();

        var paths = (await agent.GetAsync("/openapi/v1.json")).GetProperty("paths").GetProperty("/api/changes");

        paths.GetProperty("post").GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Should().Contain(["201", "422", "503"]);
        paths.GetProperty("get").GetProperty("responses").TryGetProperty("200", out _).Should().BeTrue();
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
