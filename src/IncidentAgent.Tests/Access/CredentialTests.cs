using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Access;

public sealed class CredentialTests(CredentialTests.GuardedAgent shared) : IClassFixture<CredentialTests.GuardedAgent>
{
    private static readonly string[] Configured =
    [
        "--Access:Credentials:prometheus-pair:Token=sender-token-0123456789",
        "--Access:Credentials:legacy:Username=alertmanager",
        "--Access:Credentials:legacy:Password=päss:word-0123456789",
        "--Access:Credentials:on-call:Token=operator-token-0123456789",
        "--Access:Credentials:on-call:Role=Operator",
    ];

    [Theory]
    [InlineData("Bearer sender-token-0123456789")]
    [InlineData("bearer sender-token-0123456789")]
    [InlineData("BEARER   sender-token-0123456789 ")]
    [InlineData("Bearer operator-token-0123456789")]
    [InlineData("Basic alertmanager:päss:word-0123456789")]
    [InlineData("basic alertmanager:päss:word-0123456789")]
    public async Task A_credential_that_is_configured_may_deliver(string authorization)
    {
        var agent = shared.Agent;

        (await SendAsync(agent, authorization, HttpMethod.Post, "/webhook/alertmanager")).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("sender-token-0123456789")]
    [InlineData("Bearer SENDER-TOKEN-0123456789")]
    [InlineData("Bearer sender-token-012345678")]
    [InlineData("Token sender-token-0123456789")]
    [InlineData("Basic somebody:päss:word-0123456789")]
    [InlineData("Basic alertmanager:pass:word-0123456789")]
    [InlineData("Basic alertmanager:")]
    public async Task Everyone_else_is_told_what_to_send_and_leaves_no_trace(string? authorization)
    {
        var agent = shared.Agent;

        var answer = await SendAsync(agent, authorization, HttpMethod.Post, "/webhook/alertmanager", Alert("stranger"));

        answer.Headers.WwwAuthenticate.Select(scheme => scheme.Scheme).Should().Equal("Bearer", "Basic");
        (await Task.FromResult(answer).ProblemAsync(HttpStatusCode.Unauthorized)).Should().Contain("Access:Credentials").And.NotContain("0123456789");
        (await SendAsync(agent, "Bearer operator-token-0123456789", HttpMethod.Get, "/api/incidents?label=service=stranger").JsonAsync())
            .GetProperty("incidents").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("GET", "/api/incidents")]
    [InlineData("GET", "/api/incidents/INC-000001")]
    [InlineData("GET", "/api/incidents/INC-000001/status")]
    [InlineData("GET", "/api/incidents/INC-000001/postmortem")]
    [InlineData("POST", "/api/incidents/INC-000001/acknowledge")]
    [InlineData("POST", "/api/incidents/INC-000001/resolve")]
    [InlineData("POST", "/api/incidents/INC-000001/notes")]
    [InlineData("POST", "/api/incidents/INC-000001/analyze")]
    [InlineData("GET", "/api/announcements")]
    [InlineData("GET", "/api/quarantine")]
    [InlineData("GET", "/api/changes")]
    public async Task A_sender_may_do_nothing_on_the_API_and_a_stranger_not_even_ask(string method, string path)
    {
        var agent = shared.Agent;

        (await SendAsync(agent, "Bearer sender-token-0123456789", new HttpMethod(method), path).ProblemAsync(HttpStatusCode.Forbidden))
            .Should().Contain("Operator");
        await SendAsync(agent, null, new HttpMethod(method), path).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_sender_may_report_a_change_and_a_stranger_may_not()
    {
        var agent = shared.Agent;
        static StringContent Change() => new("""{"kind":"deployment","summary":"v2"}""", Encoding.UTF8, "application/json");

        (await SendAsync(agent, "Bearer sender-token-0123456789", HttpMethod.Post, "/api/changes", Change())).StatusCode.Should().Be(HttpStatusCode.Created);
        await SendAsync(agent, null, HttpMethod.Post, "/api/changes", Change()).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Metrics_need_a_credential_and_health_does_not()
    {
        var agent = shared.Agent;

        await SendAsync(agent, null, HttpMethod.Get, "/metrics").ProblemAsync(HttpStatusCode.Unauthorized);
        (await SendAsync(agent, "Bearer sender-token-0123456789", HttpMethod.Get, "/metrics")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SendAsync(agent, null, HttpMethod.Get, "/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_credentials_name_is_the_source_so_that_two_senders_who_share_it_are_one()
    {
        await using var agent = await TestAgent.StartAsync(Configured);
        await SendAsync(agent, "Bearer sender-token-0123456789", HttpMethod.Post, "/webhook/alertmanager").JsonAsync(HttpStatusCode.Accepted);

        var second = await SendAsync(agent, "Bearer sender-token-0123456789", HttpMethod.Post, "/webhook/alertmanager").JsonAsync(HttpStatusCode.Accepted);
        var another = await SendAsync(agent, "Basic alertmanager:päss:word-0123456789", HttpMethod.Post, "/webhook/alertmanager")
            .JsonAsync(HttpStatusCode.Accepted);

        second.GetProperty("incidents")[0].GetProperty("duplicates").GetInt32().Should().Be(1);
        another.GetProperty("incidents")[0].GetProperty("duplicates").GetInt32().Should().Be(0);
        (await SendAsync(agent, "Bearer operator-token-0123456789", HttpMethod.Get, "/api/incidents/INC-000001").JsonAsync())
            .GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("source").GetString()).Should().Equal("prometheus-pair", "legacy");
    }

    [Fact]
    public async Task Who_acts_is_the_credential_unless_the_body_says_otherwise()
    {
        await using var agent = await TestAgent.StartAsync(Configured);
        await SendAsync(agent, "Bearer sender-token-0123456789", HttpMethod.Post, "/webhook/alertmanager");

        await SendAsync(agent, "Bearer operator-token-0123456789", HttpMethod.Post, "/api/incidents/INC-000001/acknowledge", null).JsonAsync();

        (await SendAsync(agent, "Bearer operator-token-0123456789", HttpMethod.Get, "/api/incidents/INC-000001").JsonAsync())
            .GetProperty("incident").GetProperty("acknowledgedBy").GetString().Should().Be("on-call");
    }

    private static Task<HttpResponseMessage> SendAsync(TestAgent agent, string? authorization, HttpMethod method, string path) =>
        SendAsync(agent, authorization, method, path, method == HttpMethod.Post ? Alert("pay") : null);

    private static StringContent Alert(string service) =>
        new(Payloads.Group(service, new MadeAlert("Down")), Encoding.UTF8, "application/json");

    /// <param name="agent">Whom to ask.</param>
    /// <param name="authorization">The header; of basic credentials what comes after the scheme is encoded here.</param>
    /// <param name="method">The verb.</param>
    /// <param name="path">The address.</param>
    /// <param name="content">The body.</param>
    private static Task<HttpResponseMessage> SendAsync(
        TestAgent agent, string? authorization, HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (authorization?.StartsWith("basic ", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(authorization[..5], Convert.ToBase64String(Encoding.UTF8.GetBytes(authorization[6..])));
        }
        else if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(authorization)));
        }

        return agent.Client.SendAsync(request);
    }

    public sealed class GuardedAgent : SharedAgent
    {
        protected override string[] Settings => Configured;
    }
}
