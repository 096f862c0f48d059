using System.CommandLine;

namespace IncidentAgent.Commands;

/// <summary>Runs the agent until it is told to stop.</summary>
internal sealed class ServeCommand(RootCommand root)
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>While it runs, that is; and the watcher of appsettings.json would be told of every write to a data directory below its own.</summary>
    private const string NothingIsSetAnew = "--hostBuilder:reloadConfigOnChange=false";

    private readonly Option<string> _urls = new("--urls") { Description = $"Where to listen. [default: {DefaultUrl}]", HelpName = "URL" };

    private readonly Option<string> _data = new("--data") { Description = "Where incidents are stored. [default: data]", HelpName = "DIR" };

    /// <summary>Makes the command, and makes it what the root does when no command is named.</summary>
    public Command Create()
    {
        Configure(root);
        return Configure(new Command("serve", "Runs the agent; the default. Takes --Section:Key=value for any setting."));
    }

    private Command Configure(Command command)
    {
        command.Options.Add(_urls);
        command.Options.Add(_data);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var arguments = ServeArguments.Read(
            parsed.UnmatchedTokens, KnownOptions.Keys, [_urls.Name, _data.Name], [.. root.Subcommands.Select(command => command.Name)]);
        if (arguments.Problems.Count > 0)
        {
            throw new StartRefusedException(string.Join('\n', arguments.Problems));
        }

        await using var app = Build([.. arguments.Settings, .. Setting(parsed, _urls, "urls"), .. Setting(parsed, _data, "Storage:Directory")]);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            // The address is the last thing taken: what has started by then is stopped in order, not torn down.
            await app.StopAsync(CancellationToken.None);
            throw;
        }

        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }

    /// <summary>The agent as the settings say, and as appsettings.json and the environment do.</summary>
    /// <exception cref="StartRefusedException">A setting that nothing reads, or that cannot be read.</exception>
    private static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder([NothingIsSetAnew, .. settings]);
        ConfigurationCheck.RefuseMistakes(builder.Configuration);
        return Build(builder);
    }

    /// <summary>The agent as the settings say, and nothing else: what is configured where it starts is somebody's real channel.</summary>
    internal static WebApplication BuildApart(string[] settings)
    {
        var builder = WebApplication.CreateBuilder([NothingIsSetAnew]);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddCommandLine(settings);
        return Build(builder);
    }

    private static WebApplication Build(WebApplicationBuilder builder)
    {
        if (!ListensSomewhere(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        QuietStart.Use(builder);
        builder.AddIncidentAgent();
        var app = builder.Build();
        QuietStart.EndsWhenStarted(app);
        app.MapIncidentAgent();
        return app;
    }

    private static bool ListensSomewhere(ConfigurationManager configuration) =>
        configuration["urls"] is not null || configuration["http_ports"] is not null || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static IEnumerable<string> Setting(ParseResult parsed, Option<string> option, string key) =>
        parsed.GetValue(option) is { } value ? [$"--{key}={value}"] : [];
}
