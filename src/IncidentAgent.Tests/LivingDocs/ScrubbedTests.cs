using LivingDocs;

namespace IncidentAgent.Tests.LivingDocs;

public sealed class ScrubbedTests
{
    [Theory]
    [InlineData("at X() in /home/ana/agent/features/Own.feature:line 13", "at X() in …/Own.feature:line 13")]
    [InlineData("/tmp/agent-1/store.db is locked", "…/store.db is locked")]
    [InlineData(@"C:\Users\ana\agent\Own.feature:line 13", "…/Own.feature:line 13")]
    [InlineData("~/agent/data/store.db", "…/store.db")]
    [InlineData("POST /webhook/alertmanager and /api/incidents/INC-1", "POST /webhook/alertmanager and /api/incidents/INC-1")]
    [InlineData("not applicable to https://agent.staging.acme.io:8443/: it needs", "not applicable to https://(address):8443/: it needs")]
    [InlineData("http://127.0.0.1:8080/health and https://agent.example.com", "http://127.0.0.1:8080/health and https://agent.example.com")]
    [InlineData("refused by 10.12.0.7:443", "refused by (address):443")]
    [InlineData("features/ServiceLevels/Own.feature:line 13, .NET 10.0.1", "features/ServiceLevels/Own.feature:line 13, .NET 10.0.1")]
    public void What_tells_of_the_machine_is_left_out(string text, string scrubbed) => Scrubbed.Of(text).Should().Be(scrubbed);

    [Fact]
    public void The_machine_itself_is_not_named() =>
        Scrubbed.Of($"on {Environment.MachineName}!").Should().Be(Environment.MachineName is { Length: > 3 } and not "localhost" ? "on (host)!" : $"on {Environment.MachineName}!");
}
