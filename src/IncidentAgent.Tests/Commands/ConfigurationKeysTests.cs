using IncidentAgent.Commands;
using Microsoft.Extensions.Configuration;

namespace IncidentAgent.Tests.Commands;

public sealed class ConfigurationKeysTests
{
    private static readonly ConfigurationKeys Keys = new(
    [
        ("Prometheus", typeof(Source)),
        ("Routing", typeof(Routing)),
        ("Slack", typeof(Dictionary<string, Channel>)),
    ]);

    [Theory]
    [InlineData("Prometheus:Url")]
    [InlineData("prometheus:url")]
    [InlineData("Prometheus:Timeout")]
    [InlineData("Prometheus:Retries")]
    [InlineData("Prometheus:Tls:Authority")]
    [InlineData("Prometheus:Queries:0")]
    [InlineData("Prometheus:Headers:X-Scope-OrgID")]
    [InlineData("Prometheus:odd-name")]
    [InlineData("Routing:Rules:12:Severity")]
    [InlineData("Routing:Rules:0:To:1")]
    [InlineData("Routing:Rules:0:Between:From")]
    [InlineData("Slack:ops:Channel")]
    [InlineData("environment")]
    [InlineData("contentRoot")]
    [InlineData("applicationName")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Endpoints:Http:Url")]
    public void What_binding_reads_is_known(string key) => Keys.Knows(key).Should().BeTrue();

    [Theory]
    [InlineData("Prometheus")]
    [InlineData("Prometheus:Ulr")]
    [InlineData("Prometheus:Url:Host")]
    [InlineData("Prometheus:IsSet")]
    [InlineData("Prometheus:Queries")]
    [InlineData("Prometheus:Queries:first")]
    [InlineData("Prometheus:OddName")]
    [InlineData("Routing:Rules:Severity")]
    [InlineData("Routing:Rules:0:Severities")]
    [InlineData("Slack:Channel")]
    [InlineData("Promtheus:Url")]
    [InlineData("Url")]
    public void What_binding_would_not_read_is_unknown(string key) => Keys.Knows(key).Should().BeFalse();

    [Theory]
    [InlineData("Promtheus:Url", "Prometheus:Url")]
    [InlineData("Prometheus:Ulr", "Prometheus:Url")]
    [InlineData("prometheus:tmieout", "Prometheus:Timeout")]
    [InlineData("Routing:Rules:3:Severty", "Routing:Rules:3:Severity")]
    [InlineData("Slack:ops:Chanel", "Slack:ops:Channel")]
    [InlineData("enviroment", "environment")]
    [InlineData("SomethingElse:Entirely", null)]
    public void The_nearest_key_keeps_the_names_its_writer_chose(string typed, string? nearest) => Keys.Nearest(typed).Should().Be(nearest);

    [Fact]
    public void Options_that_contain_themselves_end_somewhere() =>
        new ConfigurationKeys([("Tree", typeof(Node))]).Nearest("Tree:Child:Nmae").Should().Be("Tree:Child:Name");

    [Fact]
    public void An_unknown_key_in_a_file_is_reported_with_the_file_and_the_nearest_key() =>
        Problems("""{"Prometheus": {"Ulr": "http://x", "Url": "http://y", "Queries": []}, "Other": {"Anything": 1}}""")
            .Should().Equal("Prometheus:Ulr in agent.json is not a known setting; did you mean Prometheus:Url?");

    [Fact]
    public void A_misspelled_section_in_a_file_is_reported_too() =>
        Problems("""{"Promtheus": {"Url": "http://x"}}""")
            .Should().Equal("Promtheus:Url in agent.json is not a known setting; did you mean Prometheus:Url?");

    [Fact]
    public void Settings_that_are_read_are_not_reported() =>
        Problems("""{"Prometheus": {"Url": "http://x", "Tls": {"Authority": "a"}}, "Routing": {"Rules": [{"Severity": "critical"}]}, "Slack": {}}""")
            .Should().BeEmpty();

    private static IReadOnlyList<string> Problems(string json)
    {
        var folder = Directory.CreateTempSubdirectory("configuration");
        File.WriteAllText(Path.Combine(folder.FullName, "agent.json"), json);
        var configuration = new ConfigurationBuilder().SetBasePath(folder.FullName).AddJsonFile("agent.json").Build();
        folder.Delete(recursive: true);
        return ConfigurationCheck.UnknownKeys(configuration, Keys);
    }

    private sealed class Source
    {
        public Uri? Url { get; init; }

        public TimeSpan Timeout { get; init; }

        public int? Retries { get; init; }

        public Certificates Tls { get; } = new();

        public string[] Queries { get; init; } = [];

        public Dictionary<string, string> Headers { get; } = [];

        [ConfigurationKeyName("odd-name")]
        public string OddName { get; init; } = "";

        public bool IsSet => Url is not null;
    }

    private sealed class Certificates
    {
        public string? Authority { get; init; }
    }

    private sealed class Routing
    {
        public IReadOnlyList<Rule> Rules { get; init; } = [];
    }

    private sealed class Rule
    {
        public DayOfWeek Severity { get; init; }

        public List<string> To { get; init; } = [];

        public Window? Between { get; init; }
    }

    private sealed record Window(TimeOnly From, TimeOnly To);

    private sealed class Channel
    {
        [ConfigurationKeyName("Channel")]
        public string Name { get; init; } = "";
    }

    private sealed class Node
    {
        public string Name { get; init; } = "";

        public Node? Child { get; init; }
    }
}
