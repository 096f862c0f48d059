using IncidentAgent.Investigation;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Investigation.Sources;

public sealed class JaegerCallsTests
{
    [Fact]
    public async Task Who_calls_whom_is_asked_in_milliseconds_and_told_with_its_facts()
    {
        await using var jaeger = new JaegerStandIn()
            .WithCall("shop", "payments", Samples.Noon).WithCall("payments", "orders", Samples.Noon.AddHours(-23)).WithCall("payments", "payments", Samples.Noon)
            .WithCall("payments", "gone", Samples.Noon.AddHours(-26)).WithCall("payments", "orders", Samples.Noon);
        using var host = Samples.HostAtTenPastNoon(("Jaeger:Url", jaeger.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        var calls = findings.Evidence[0];
        calls.Should().BeEquivalentTo(new
        {
            Id = "jaeger-1",
            Title = "Who calls whom",
            Query = "api/dependencies?endTs=1772626200000&lookback=88800000",
            Value = "payments: calls orders; called by shop",
            Link = $"{jaeger.Url}/dependencies",
        });
        calls.Details.Should().Equal("payments -> orders", "shop -> payments");
        calls.Facts!.Calls.Should().Equal(new Call("payments", "orders"), new Call("shop", "payments"));
        findings.Evidence[1].Id.Should().Be("jaeger-2");
    }

    [Fact]
    public async Task A_Jaeger_that_knows_no_calls_is_no_failure()
    {
        await using var jaeger = new JaegerStandIn();
        using var host = Samples.HostAtTenPastNoon(("Jaeger:Url", jaeger.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().BeEmpty();
        findings.Evidence.Should().ContainSingle().Which.Title.Should().Be("Slow and failed spans of payments");
    }

    [Fact]
    public async Task Calls_that_are_configured_are_told_too()
    {
        await using var jaeger = new JaegerStandIn().WithCall("payments", "orders", Samples.Noon);
        using var host = Samples.HostAtTenPastNoon(("Jaeger:Url", jaeger.Url), ("Investigation:Calls:payments:0", "db"), ("Investigation:Calls:orders:0", "db"));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Evidence.Select(one => (one.Id, one.Value)).Should().StartWith(
            [("configuration-1", "payments: calls db; called by nobody"), ("jaeger-1", "payments: calls orders; called by nobody")]);
    }

    [Fact]
    public async Task Without_an_answer_the_reason_is_said_once()
    {
        await using var jaeger = new CannedSource("") { Fault = new Fault.Refuse(400, """{"data":null,"errors":[{"code":400,"msg":"no"}]}""") };
        using var host = Samples.HostAtTenPastNoon(("Jaeger:Url", jaeger.Url));

        var findings = await host.InvestigateAsync(Samples.Incident("payments"));

        findings.Missing.Should().Equal(new MissingEvidence("jaeger", "answered 400: no"));
        findings.Asked.Should().Equal("jaeger");
    }
}
