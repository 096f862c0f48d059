using System.CommandLine;
using System.CommandLine.Parsing;

namespace IncidentAgent.Commands;

/// <summary>The options of every command that talks to a running agent.</summary>
internal static class AgentConnection
{
    public const string TokenVariable = "INCIDENT_AGENT_TOKEN";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Adds the options to a command and runs it with a client for the agent they name.</summary>
    public static Command Using(this Command command, Func<ParseResult, AgentClient, CancellationToken, Task<int>> run)
    {
        var url = new Option<string>("--url")
        {
            Description = "The running agent.",
            HelpName = "URL",
            DefaultValueFactory = _ => ServeCommand.DefaultUrl,
            Validators = { MustBeWebAddress },
        };
        var token = new Option<string>("--token")
        {
            Description = $"The bearer token it asks for. [default: the variable {TokenVariable}]",
            HelpName = "TOKEN",
        };
        command.Options.Add(url);
        command.Options.Add(token);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var http = new HttpClient { BaseAddress = Root(parsed.GetRequiredValue(url)), Timeout = Timeout };
            var bearer = (parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable))?.Trim();
            http.DefaultRequestHeaders.Authorization = string.IsNullOrEmpty(bearer) ? null : new("Bearer", bearer);
            return await run(parsed, new AgentClient(http), cancellation);
        });
        return command;
    }

    /// <summary>An agent behind a proxy may have a path; without a slash at its end it would be taken for a file beside which the API lies.</summary>
    private static Uri Root(string url) => new(url.EndsWith('/') ? url : $"{url}/");

    private static void MustBeWebAddress(OptionResult option)
    {
        var url = option.GetValueOrDefault<string>();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            option.AddError($"--url must be an address such as {ServeCommand.DefaultUrl}, not {url}");
        }
    }
}
