namespace IncidentAgent.Tests.Support;

/// <summary>One agent for the tests of a class that only ask, or that look at nothing but what is theirs. Starting it costs more than most of them.</summary>
public class SharedAgent : IAsyncLifetime
{
    private TestAgent? _agent;

    public TestAgent Agent => _agent ?? throw new InvalidOperationException("The agent is not running.");

    protected virtual string[] Settings => [];

    public async Task InitializeAsync() => _agent = await TestAgent.StartAsync(Settings);

    public async Task DisposeAsync() => await Agent.DisposeAsync();
}
