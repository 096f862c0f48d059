using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Tests.Investigation.Remediation;

public sealed class CatalogueTests
{
    private const string Whole = """
        - id: restart-till
          title: Restart the till of {service}
          when:
            categories: [database, third-party]
            services: ["pay*"]
            labels: { team: money }
            signals: [latency, utilisation of memory]
          risk: high
          duration: 90 s
          prerequisites: [The shop is closed]
          steps:
            - Switch it off
            - text: And on again
              run: till restart {service}
          rollback: [Call the shop]
          watch: [The till]
          runbook: https://runbooks.example.com/{service}
        """;

    public static TheoryData<CauseCategory> Categories => [.. Enum.GetValues<CauseCategory>()];

    [Theory]
    [MemberData(nameof(Categories))]
    public void The_default_has_something_to_do_for_every_kind_of_cause_whatever_is_measured(CauseCategory category) =>
        Catalogue.Default.Remedies.Count(remedy => remedy.When.Holds(category, "payments", Samples.Incident("payments"), [])).Should().BeGreaterThanOrEqualTo(3);

    [Fact]
    public void What_the_default_suggests_can_be_undone_or_only_looks() =>
        Catalogue.Default.Remedies.Where(remedy => remedy.Risk > Risk.Low).Should().OnlyContain(remedy => remedy.Rollback.Count > 0 && remedy.Watch.Count > 0 && remedy.Prerequisites.Count > 0);

    [Fact]
    public void A_file_adds_actions_and_replaces_those_of_the_same_id()
    {
        var own = CatalogueReader.Read(Whole + "\n" + Whole.Replace("restart-till", "scale-out", StringComparison.Ordinal)).Remedies;

        var both = Catalogue.Default.With(own).Remedies;

        both.Should().HaveCount(Catalogue.Default.Remedies.Count + 1);
        both.Single(remedy => remedy.Id == "scale-out").Risk.Should().Be(Risk.High);
    }

    [Fact]
    public void A_field_means_what_it_says()
    {
        var remedy = CatalogueReader.Read(Whole).Remedies.Single();

        remedy.Should().BeEquivalentTo(new { Id = "restart-till", Risk = Risk.High, Duration = TimeSpan.FromSeconds(90) });
        remedy.When.Should().BeEquivalentTo(new RemedyCondition
        {
            Categories = new HashSet<CauseCategory> { CauseCategory.Database, CauseCategory.ThirdParty },
            Services = ["pay*"],
            Labels = new Dictionary<string, string> { ["team"] = "money" },
            Signals = [new(Signal.Latency, null), new(Signal.Utilisation, "memory")],
        });
        remedy.Steps.Should().HaveCount(2);
        (remedy.Prerequisites.Count, remedy.Rollback.Count, remedy.Watch.Count).Should().Be((1, 1, 1));
    }

    [Fact]
    public void JSON_is_read_too() =>
        CatalogueReader.Read("""[{"id":"a","title":"b","when":{"categories":["unknown"]},"risk":"low","duration":"1 h","steps":["c"]}]""")
            .Remedies.Single().Duration.Should().Be(TimeSpan.FromHours(1));

    [Theory]
    [InlineData("risk: high", "risk: hgih", "line 8: 'hgih' is not a risk; it must be one of low, medium, high.")]
    [InlineData("  risk: high\n", "", "line 1: an action has no risk; add 'risk: …'.")]
    [InlineData("risk:", "rsik:", "line 1: an action has no risk; add 'risk: …'.", "line 8: an action has no field 'rsik'; it may have id, title, when, steps, risk, duration, prerequisites, rollback, watch, runbook.")]
    [InlineData("database,", "databse,", "line 4: 'databse' is not a category; it must be one of unknown, deployment-regression, database, infrastructure, dependency, resource-exhaustion, configuration, network, third-party.")]
    [InlineData("utilisation of", "use of", "line 7: 'use' is not a signal; it must be one of latency, availability, requests, utilisation, saturation.")]
    [InlineData("90 s", "00:01:30", "line 9: duration is '00:01:30'; it must be a number and s, min or h, such as 10 min.")]
    [InlineData("restart-till", "restart till", "line 1: id is 'restart till'; it must be letters, digits and hyphens, such as restart-process.")]
    [InlineData("[\"pay*\"]", "pay*", "line 5: services must be a list; begin each item with '- '.")]
    [InlineData("- Switch it off", "- Switch: it off", "line 12: a step has no text; add 'text: …'.", "line 12: a step has no run; add 'run: …'.", "line 12: a step has no field 'Switch'; it may have text, run.")]
    [InlineData("[Call the shop]", "[[]]", "line 15: here must be text; put it in quotes when it holds ': ' or begins with a sign.")]
    [InlineData("till restart {service}", "sh -c 'till {service}'", "line 14: run lets something else than the shell read a value again, by 'sh -c'; write such a command without places.")]
    [InlineData("till restart {service}", "till \"{service}\"", "line 14: run has {service} inside quotes or behind a backslash; let it stand alone, the agent quotes its value.")]
    [InlineData("https://runbooks.example.com/{service}", "https://{service}/", "line 17: runbook is 'https://{service}/'; it must be an address such as https://runbooks.example.com/{service}, with its host written out.")]
    [InlineData("title: Restart", "title: \"Restart", "line 2: it is not YAML:")]
    public void What_is_wrong_is_told_with_its_line_and_what_to_change(string right, string wrong, params string[] problems)
    {
        var told = CatalogueReader.Read(Whole.Replace(right, wrong, StringComparison.Ordinal)).Problems;

        told.Should().HaveSameCount(problems);
        told.Zip(problems).Should().OnlyContain(pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("actions: []")]
    [InlineData("just text")]
    public void A_file_that_is_no_list_is_refused(string text) =>
        CatalogueReader.Read(text).Problems.Should().Equal("line 1: it must be one list of actions, each beginning with '- id: …'.");

    [Fact]
    public void An_id_stands_for_one_action() =>
        CatalogueReader.Read($"{Whole}\n{Whole}").Problems.Should().Equal("line 18: the id 'restart-till' is used above already; give each action its own.");

    [Fact]
    public async Task A_wrong_file_stops_the_start_with_every_fault_in_it()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "remedies.yaml");
        await File.WriteAllTextAsync(file, Whole.Replace("high", "hgih", StringComparison.Ordinal).Replace("90 s", "soon", StringComparison.Ordinal));

        (await RefusalOf(file)).Should().Equal(
            $"Remediation:File is '{file}', line 8: 'hgih' is not a risk; it must be one of low, medium, high.",
            $"Remediation:File is '{file}', line 9: duration is 'soon'; it must be a number and s, min or h, such as 10 min.");
    }

    [Fact]
    public async Task A_file_that_is_not_there_stops_the_start()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "none.yaml");

        (await RefusalOf(file)).Should().ContainSingle().Which.Should().StartWith($"Remediation:File is '{file}', which cannot be read: ");
    }

    [Fact]
    public async Task A_right_file_is_in_the_catalogue()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "remedies.yaml");
        await File.WriteAllTextAsync(file, Whole);
        using var host = Samples.Host(("Remediation:File", file));

        await host.StartAsync();

        host.Services.GetRequiredService<Lazy<Catalogue>>().Value.Remedies.Should().Contain(remedy => remedy.Id == "restart-till");
    }

    private static async Task<IEnumerable<string>> RefusalOf(string file)
    {
        using var host = Samples.Host(("Remediation:File", file));
        var starting = () => host.StartAsync();
        return (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Failures;
    }
}
