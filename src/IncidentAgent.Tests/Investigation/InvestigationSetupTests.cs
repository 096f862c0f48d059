using IncidentAgent.Investigation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Tests.Investigation;

public sealed class InvestigationSetupTests
{
    [Fact]
    public async Task A_source_without_an_address_is_not_asked()
    {
        using var host = Samples.Host(("Loki:Url", "http://localhost:3100"), ("Jaeger:Limit", "0"));

        await host.StartAsync();

        host.Services.GetServices<IEvidenceSource>().Select(source => source.Name).Should().Equal("loki");
    }

    [Theory]
    [InlineData("Investigation:SourceTimeout", "00:00:00.05", "Investigation:SourceTimeout is 00:00:00.0500000; it must be between 00:00:00.1000000 and 00:01:00.")]
    [InlineData("Investigation:SourceTimeout", "00:00:10", "Investigation:Deadline is 00:00:10; it must be longer than Investigation:SourceTimeout, which is 00:00:10.")]
    [InlineData("Investigation:LookBack", "06:00:00", "Investigation:MaxWindow is 06:00:00; it must be longer than Investigation:LookBack, which is 06:00:00.")]
    [InlineData("Prometheus:Url", "localhost:9090", "Prometheus:Url is 'localhost:9090'; it must be an http or https address such as http://localhost:9090.")]
    [InlineData("Prometheus:Url", "http://a:secret@b", "Prometheus:Url carries a user name or password; put them into Username and Password.")]
    [InlineData("Prometheus:Step", "02:00:00", "Prometheus:Step is 02:00:00; it must be between 00:00:01 and 01:00:00.")]
    [InlineData("Prometheus:Queries:0:Query", "up{a={x}}", "Prometheus:Queries:0:Query is 'up{a={x}}'; {x} must stand inside a string in double quotes.")]
    [InlineData("Prometheus:Signals:0:Query", "up{a={service}}", "Prometheus:Signals:0:Query is 'up{a={service}}'; {service} must stand inside a string in double quotes.")]
    [InlineData("Prometheus:Signals:0:Resource", "cpu", "Prometheus:Signals:0:Resource is 'cpu'; Latency is of requests, not of a resource.")]
    [InlineData("Prometheus:Signals:0:Signal", "Saturation", "Prometheus:Signals:0:Resource is empty; Saturation must say of what, for example cpu.")]
    [InlineData("Prometheus:Signals:0:Signal", null, "Prometheus:Signals:0:Signal is missing; it must say what is measured, for example Latency.")]
    [InlineData("Prometheus:ServiceLabel", "a-b", "Prometheus:ServiceLabel is 'a-b'; it must be a label's name of letters, digits and '_'.")]
    [InlineData("Prometheus:History", "00:01:00", "Prometheus:History is 00:01:00; it must be between 00:10:00 and 7.00:00:00.")]
    [InlineData("Prometheus:MaxResponseBytes", "1", "Prometheus:MaxResponseBytes is 1; it must be between 65536 and 67108864.")]
    [InlineData("Loki:Limit", "5001", "Loki:Limit is 5001; it must be between 10 and 5000.")]
    [InlineData("Loki:ServiceLabel", "a b", "Loki:ServiceLabel is 'a b'; it must be a label's name of letters, digits and '_'.")]
    [InlineData("Loki:Query", "{a=\"{pod}\"}", "Loki:Query is '{a=\"{pod}\"}'; it may hold {service}, but not {pod}.")]
    [InlineData("GitHub:Repositories:orders", "https://github.com/shop/orders", "GitHub:Repositories:orders is 'https://github.com/shop/orders'; it must be owner/name.")]
    [InlineData("GitHub:Repository", "shop/../x", "GitHub:Repository is 'shop/../x'; it must be owner/name.")]
    [InlineData("Alertmanager:ServiceLabel", "", "Alertmanager:ServiceLabel is ''; it must be a label's name of letters, digits and '_'.")]
    [InlineData("Investigation:MaxServices", "0", "Investigation:MaxServices is 0; it must be between 1 and 200.")]
    [InlineData("Investigation:CallsTimeout", "00:01:00", "Investigation:CallsTimeout is 00:01:00; it must be between 00:00:00.1000000 and 00:00:30.")]
    [InlineData("Jaeger:CallsLookBack", "15.00:00:00", "Jaeger:CallsLookBack is 15.00:00:00; it must be between 00:00:00 and 14.00:00:00.")]
    [InlineData("Jaeger:SlowerThan", "00:00:00", "Jaeger:SlowerThan is 00:00:00; it must be between 00:00:00.0010000 and 00:10:00.")]
    public async Task A_wrong_value_stops_the_start_and_says_what_it_may_be(string key, string? value, string expected)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Prometheus:Url"] = "http://localhost:9090",
            ["Prometheus:Queries:0:Title"] = "Up",
            ["Prometheus:Queries:0:Query"] = "up",
            ["Prometheus:Signals:0:Signal"] = "Latency",
            ["Prometheus:Signals:0:Query"] = "latency",
            ["Loki:Url"] = "http://localhost:3100",
            ["Jaeger:Url"] = "http://localhost:16686",
            ["Alertmanager:Url"] = "http://localhost:9093",
            ["GitHub:Repositories:payments"] = "shop/payments",
            [key] = value,
        };
        using var host = Samples.Host(settings.Select(setting => (setting.Key, setting.Value)));

        var starting = () => host.StartAsync();

        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().Equal(expected);
    }

    [Theory]
    [InlineData(0, 10, "11:30", "12:10")]
    [InlineData(0, 600, "11:30", "17:30")]
    [InlineData(20, 10, "11:40", "12:10")]
    public void The_window_lies_around_the_beginning(int beganAfterNoon, int nowAfterNoon, string from, string to)
    {
        var window = InvestigationWindow.Around(
            Samples.Noon.AddMinutes(beganAfterNoon), Samples.Noon.AddMinutes(nowAfterNoon), new InvestigationOptions());

        window.From.ToString("HH:mm").Should().Be(from);
        window.To.ToString("HH:mm").Should().Be(to);
    }

    [Fact]
    public void A_beginning_that_no_clock_can_have_meant_still_gives_a_window() =>
        InvestigationWindow.Around(DateTimeOffset.MinValue, Samples.Noon, new InvestigationOptions()).Should()
            .Be(new InvestigationWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(6)));
}
