using GherkinEngine.Configuration;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class RunnerConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reqnroll-json-").FullName;
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_is_configured_without_a_file() => Read(null).Should().BeEquivalentTo(new RunnerConfiguration());

    [Fact]
    public void The_file_tells_languages_assemblies_outcomes_and_where_messages_go() =>
        Read("""
            {
              // a comment
              "language": { "feature": "de", "binding": "en-US" },
              "bindingAssemblies": [{ "assembly": "Shared.Steps" }],
              "runtime": { "missingOrPendingStepsOutcome": "ignore" },
              "formatters": { "message": { "outputFilePath": "../reports/messages.ndjson" } },
            }
            """).Should().BeEquivalentTo(new RunnerConfiguration
        {
            FeatureLanguage = "de",
            BindingLanguage = "en-US",
            BindingAssemblies = ["Shared.Steps"],
            MissingStepOutcome = MissingStepOutcome.Ignore,
            MessagesPath = Path.GetFullPath("../reports/messages.ndjson", _folder),
        });

    [Theory]
    [InlineData("""{ "formatters": { "message": {} } }""", "reqnroll_report.ndjson")]
    [InlineData("""{ "formatters": { "message": { "outputFilePath": "reports/" } } }""", "reports/reqnroll_report.ndjson")]
    [InlineData("""{ "formatters": { "message": { "outputFilePath": "reports\\{env:RUN}.ndjson" } } }""", "reports/seven.ndjson")]
    public void A_path_may_be_left_out_end_with_a_folder_or_take_from_the_environment(string json, string path)
    {
        _environment["RUN"] = "seven";

        Read(json).MessagesPath.Should().Be(Path.Combine(_folder, path));
    }

    [Theory]
    [InlineData("REQNROLL_FORMATTERS_DISABLED", "true", null)]
    [InlineData("REQNROLL_FORMATTERS_MESSAGE", "false", null)]
    [InlineData("REQNROLL_FORMATTERS_MESSAGE", "true", "configured.ndjson")]
    [InlineData("REQNROLL_FORMATTERS_MESSAGE", "outputFilePath=other.ndjson", "other.ndjson")]
    [InlineData("REQNROLL_FORMATTERS", """{ "formatters": { "message": { "outputFilePath": "third.ndjson" } } }""", "third.ndjson")]
    [InlineData("REQNROLL_FORMATTERS", """{ "formatters": { "html": {} } }""", null)]
    public void The_environment_goes_before_the_file(string variable, string value, string? path)
    {
        _environment[variable] = value;

        var read = Read("""{ "formatters": { "message": { "outputFilePath": "configured.ndjson" } } }""");

        read.MessagesPath.Should().Be(path is null ? null : Path.Combine(_folder, path));
    }

    [Fact]
    public void A_dry_run_is_asked_for_by_the_environment()
    {
        _environment["REQNROLL_DRY_RUN"] = "true";

        Read(null).DryRun.Should().BeTrue();
    }

    private RunnerConfiguration Read(string? json)
    {
        if (json is not null)
        {
            File.WriteAllText(Path.Combine(_folder, "reqnroll.json"), json);
        }

        return RunnerConfiguration.Read(_folder, _environment.GetValueOrDefault);
    }
}
