using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Mvc.Testing;

namespace IncidentAgent.Tests.Commands;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task The_test_host_of_ASPNET_builds_the_agent_on_Kestrel()
    {
        await using var factory = new WebApplicationFactory<Program>();
        factory.UseKestrel(0);
        factory.StartServer();

        using var client = factory.CreateClient();

        (await client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        client.BaseAddress!.Port.Should().NotBe(80, "it listens on a port of its own");
    }

    [Fact]
    public async Task The_test_host_of_ASPNET_builds_the_agent_in_memory()
    {
        await using var factory = new WebApplicationFactory<Program>();
        using var client = factory.CreateClient();

        (await client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("--ulrs=http://127.0.0.1:0", "--ulrs is not a known option; did you mean --urls?\n")]
    [InlineData("serve --Storge:Directory=x", "--Storge:Directory is not a known option; did you mean --Storage:Directory?\n")]
    [InlineData("demonstrate", "demonstrate is not a known command\n")]
    public async Task A_typo_ends_the_start_with_one_line_and_code_2(string typed, string error) =>
        (await Typed.RunAsync(typed.Split(' '))).Should().Be(new Typed(2, "", error));

    [Fact]
    public async Task An_address_in_use_is_told_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";

        using var agent = AgentProcess.Start("serve", "--urls", url);

        (await agent.Error.ReadToEndAsync()).Should().Be($"Failed to bind to address {url}: address already in use.\n");
        (await agent.Output.ReadToEndAsync()).Should().NotContain("   at ");
        (await agent.ExitCodeAsync()).Should().Be(1);
    }

    [Theory]
    [InlineData("http://198.51.100.7:0", 1, "It cannot listen where --urls says: ")]
    [InlineData("https://127.0.0.1:0", 2, "Unable to configure HTTPS endpoint. ")]
    public async Task An_address_that_cannot_be_listened_on_is_told_in_one_line(string url, int exitCode, string told)
    {
        var data = Directory.CreateTempSubdirectory("serve");

        // Without a home there is no developer's certificate in it.
        using var agent = AgentProcess.Start(("HOME", data.FullName), "serve", "--urls", url, "--data", data.FullName, "--Access:Credentials:am:Token=0123456789abcdef");

        (await agent.Error.ReadToEndAsync()).Should().StartWith(told).And.EndWith(".\n").And.Match<string>(error => error.Count('\n') == 1);
        (await agent.Output.ReadToEndAsync()).Should().NotContain("   at ");
        (await agent.ExitCodeAsync()).Should().Be(exitCode);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_setting_from_the_environment_that_nothing_reads_refuses_the_start()
    {
        using var agent = AgentProcess.Start(("Storage__Directry", "x"), "serve", "--urls", "http://127.0.0.1:0");

        (await agent.Error.ReadToEndAsync())
            .Should().Be("Storage__Directry in the environment is not a known setting; did you mean Storage__Directory?\n");
        (await agent.ExitCodeAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_configuration_file_that_is_not_JSON_refuses_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("serve");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), "{ oops");

        using var agent = AgentProcess.Start("--contentRoot", folder.FullName);

        (await agent.Error.ReadToEndAsync()).Should().Contain("appsettings.json").And.NotContain("   at ");
        (await agent.ExitCodeAsync()).Should().Be(2);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Told_to_terminate_it_stops_in_order()
    {
        using var agent = AgentProcess.Start("--urls", "http://127.0.0.1:0");
        while (await agent.Output.ReadLineAsync() is { } line && !line.Contains("Application started", StringComparison.Ordinal))
        {
        }

        using var kill = Process.Start("kill", $"-TERM {agent.Id}");

        (await agent.Output.ReadToEndAsync()).Should().Contain("Application is shutting down");
        (await agent.ExitCodeAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_token_may_come_from_the_environment()
    {
        await using var api = await AgentApi.StartAsync(_ => Microsoft.AspNetCore.Http.Results.NoContent());

        using var agent = AgentProcess.Start(("INCIDENT_AGENT_TOKEN", "s3cret"), "acknowledge", "42", "--url", api.Url);

        (await agent.ExitCodeAsync()).Should().Be(0);
        api.Ledger.Single().Authorization.Should().Be("Bearer s3cret");
    }
}
