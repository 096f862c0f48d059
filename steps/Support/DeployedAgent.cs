namespace IncidentAgent.Specs.Support;

/// <summary>A service that runs elsewhere: <c>SLO_BASE_URL</c> says where, <c>SLO_TOKEN</c> is a credential of it with the role Operator.</summary>
public sealed class DeployedAgent : AgentUnderTest
{
    public DeployedAgent(Uri url)
        : base(url) => Present(Environment.GetEnvironmentVariable("SLO_TOKEN"));

    /// <summary><see langword="null"/> unless the run is against a deployed service.</summary>
    /// <exception cref="FormatException"><c>SLO_BASE_URL</c> is not an absolute http or https address.</exception>
    public static Uri? Address => Environment.GetEnvironmentVariable("SLO_BASE_URL") switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => url,
        var text => throw new FormatException($"SLO_BASE_URL is '{text}'; it must be an address such as https://agent.example.com."),
    };
}
