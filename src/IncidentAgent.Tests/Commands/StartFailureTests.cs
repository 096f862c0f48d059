using IncidentAgent.Commands;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Tests.Commands;

public sealed class StartFailureTests
{
    [Fact]
    public void Every_invalid_option_gets_its_line()
    {
        var invalid = new OptionsValidationException("x", typeof(object), ["Lease must be between 1 s and 1 h.", "Url is missing."]);
        var refused = new StartRefusedException("The data directory is in use.");

        Read(invalid).Should().Be("2: Lease must be between 1 s and 1 h.|Url is missing.");
        Read(new AggregateException(invalid, refused)).Should().Be("2: Lease must be between 1 s and 1 h.|Url is missing.|The data directory is in use.");
    }

    [Fact]
    public void A_file_that_is_not_JSON_is_named_with_the_place_of_the_fault() =>
        Read(new InvalidDataException("Failed to load configuration from file 'appsettings.json'.", new FormatException("Could not parse. Line 3.\nat x")))
            .Should().Be("2: Failed to load configuration from file 'appsettings.json'. Could not parse. Line 3.");

    [Fact]
    public void What_nobody_foresaw_keeps_its_stack_trace()
    {
        StartFailure.From(new InvalidOperationException("oops")).Should().BeNull();
        StartFailure.From(new AggregateException(new StartRefusedException("known"), new InvalidOperationException("oops"))).Should().BeNull();
    }

    private static string Read(Exception exception) =>
        StartFailure.From(exception) is { } failure ? $"{failure.ExitCode}: {string.Join('|', failure.Lines)}" : "";
}
