using IncidentAgent.Commands;

namespace IncidentAgent.Tests.Commands;

public sealed class ServeArgumentsTests
{
    private static readonly ConfigurationKeys Keys = new([("Prometheus", typeof(Source))]);

    [Theory]
    [InlineData("--Prometheus:Url=http://a?b=c", "--Prometheus:Url=http://a?b=c")]
    [InlineData("--Prometheus:Url http://a", "--Prometheus:Url=http://a")]
    [InlineData("--Prometheus:Url=", "--Prometheus:Url=")]
    [InlineData("--environment=Development --contentRoot=/srv --applicationName=x", "--environment=Development|--contentRoot=/srv|--applicationName=x")]
    [InlineData("--Prometheus:Url -1 --environment x", "--Prometheus:Url=-1|--environment=x")]
    [InlineData("--Prometheus= --Prometheus:Url=http://a", "--Prometheus:Url=http://a")]
    public void Settings_reach_the_configuration(string typed, string settings)
    {
        var arguments = Read(typed);

        string.Join('|', arguments.Settings).Should().Be(settings);
        arguments.Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--Promtheus:Url=http://a", "--Promtheus:Url is not a known option; did you mean --Prometheus:Url?")]
    [InlineData("--ulrs http://a", "--ulrs is not a known option; did you mean --urls?")]
    [InlineData("--Promtheus= --Prometheus:Url=a", "--Promtheus is not a known option")]
    [InlineData("--dta=x", "--dta is not a known option; did you mean --data?")]
    [InlineData("--nothing-like-it=x", "--nothing-like-it is not a known option")]
    [InlineData("--Prometheus:Url", "--Prometheus:Url needs a value: --Prometheus:Url=…")]
    [InlineData("--Prometheus:Url --environment=x", "--Prometheus:Url needs a value: --Prometheus:Url=…")]
    [InlineData("srve", "srve is not a known command; did you mean serve?")]
    [InlineData("--ulrs=a --dta=b", "--ulrs is not a known option; did you mean --urls?|--dta is not a known option; did you mean --data?")]
    public void What_makes_no_sense_is_named_with_what_was_probably_meant(string typed, string problems) =>
        string.Join('|', Read(typed).Problems).Should().Be(problems);

    private static ServeArguments Read(string typed) =>
        ServeArguments.Read(typed.Split(' '), Keys, ["--urls", "--data"], ["serve", "replay"]);

    private sealed record Source(string Url);
}
