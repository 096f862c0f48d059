using System.CommandLine;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Commands;

/// <summary>Runs the agent until it is told to stop.</summary>
internal static class ServeCommand
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    private static readonly Option<string> Urls = new("--urls") { Description = $"Where to listen. [default: {DefaultUrl}]", HelpName = "URL" };

    private static readonly Option<string> Data = new("--data") { Description = "Where incidents are stored. [default: data]", HelpName = "DIR" };

    public static Command Create(RootCommand root)
    {
        var serve = Configure(new Command("serve", "Runs the agent; the default. Takes --Section:Key=value for any setting."), root);
        Configure(root, root);
        return serve;
    }

    private static Command Configure(Command command, RootCommand root)
    {
        command.Options.Add(Urls);
        command.Options.Add(Data);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(parsed, root, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, RootCommand root, CancellationToken cancellation)
    {
        var arguments = ServeArguments.Read(
            parsed.UnmatchedTokens, KnownOptions.Keys, [Urls.Name, Data.Name], [.. root.Subcommands.Select(command => command.Name)]);
        if (arguments.Problems.Count > 0)
        {
            throw new StartRefusedException(string.Join('\n', arguments.Problems));
        }

        await using var app = Build([.. arguments.Settings, .. Setting(parsed, Urls, "urls"), .. Setting(parsed, Data, "Storage:Directory")]);
        app.Services.GetService<IStartupValidator>()?.Validate();
        await app.RunAsync(cancellation);
        return ExitCode.Done;
    }

    private static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        var unknown = ConfigurationCheck.UnknownKeys(builder.Configuration, KnownOptions.Keys);
        if (unknown.Count > 0)
        {
            throw new StartRefusedException(string.Join('\n', unknown));
        }

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
