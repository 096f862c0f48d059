using System.CommandLine;

namespace Benchmarks.Subjects;

/// <summary>Runs this program as one of the subjects; the benchmarks call it, people need not.</summary>
internal static class SubjectCommand
{
    public const string AlertsPath = "/alerts";

    private static readonly Dictionary<string, Func<WebApplicationBuilder, string, WebApplication>> Subjects = new()
    {
        ["empty"] = (builder, _) => EmptySubject.Build(builder),
        ["verify"] = (builder, _) => VerifySubject.Build(builder),
        ["append"] = AppendSubject.Build,
        ["silo"] = (builder, _) => SiloSubject.Build(builder),
    };

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Which one." };
        name.AcceptOnlyFromAmong([.. Subjects.Keys]);
        var urls = new Option<string>("--urls") { Required = true };
        var folder = new Option<string>("--folder") { Required = true };
        var command = new Command("subject", "Runs one of the subjects.") { name, urls, folder };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            builder.WebHost.UseUrls(parsed.GetRequiredValue(urls));
            await using var app = Subjects[parsed.GetRequiredValue(name)](builder, parsed.GetRequiredValue(folder));
            await app.StartAsync(cancellation);
            await app.WaitForShutdownAsync(cancellation);
        });
        return command;
    }
}
